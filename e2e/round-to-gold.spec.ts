import { readAdjudication } from "@/lib/contracts/adjudication";
import { listDocuments, submitDocument } from "@/lib/contracts/documents";
import { listChanges, listEntities } from "@/lib/contracts/entities";
import { exportCorpus } from "@/lib/contracts/exports";
import { fiveArticles, which } from "./five-articles";
import { expect, type Seat, test } from "./fixtures";
import type { Api } from "./people";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

type Article = { readonly id: string; readonly text: string; readonly words: readonly string[] };

/** Three words of an article, far apart, that stand in it once before anything else does. */
function wordsOf(text: string): string[] {
  const words = [...new Set(text.match(/\p{L}{6,}/gu))].filter((word) => text.indexOf(word) > 0);
  return [0.2, 0.5, 0.8].map((share) => words[Math.floor(words.length * share)] ?? "");
}

async function exported(project: TestProject, api: Api, set: string): Promise<string> {
  const response = await api.send(exportCorpus, {
    params: { project: project.id },
    query: { format: "jsonl", set },
  });
  expect(response.ok()).toBe(true);
  return response.text();
}

/** Everything that is sent to somebody about a project, by every door there is. */
async function allTold(
  project: TestProject,
  { api, page }: Seat,
  articles: readonly Article[],
): Promise<string> {
  const params = { project: project.id };
  const pages = [
    project.page(),
    project.page("/progress"),
    project.page("/rounds"),
    project.page("/activity"),
  ];
  const told = [await exported(project, api, "all")];
  for (const answer of [
    api.send(listDocuments, { params }),
    api.send(listChanges, { params }),
    api.send(listEntities, { params }),
  ])
    told.push(await (await answer).text());
  for (const { id } of articles) {
    told.push(JSON.stringify(await project.annotations(id, api)));
    pages.push(project.page(`/documents/${id}`), project.page(`/documents/${id}/compare`));
  }
  for (const path of pages) told.push(await (await page.request.get(path)).text());
  return told.join("\n");
}

async function planRound({ page }: Seat, project: TestProject): Promise<void> {
  await page.goto(project.page("/rounds/new"));
  await page.getByLabel("Name").fill("First round");
  await page.getByRole("button", { name: "Preview the plan" }).click();
  await expect(
    page.getByText("5 documents, 5 coded by several: 10 places, 10 to be given out."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Open the round" }).click();
  await expect(page.getByText("0 of 10, 10 given out")).toBeVisible();
}

/** Both agree on the first two words of each article; each marks the third as something else. */
async function code(project: TestProject, { api }: Seat, articles: readonly Article[], third: string) {
  const ids: string[] = [];
  for (const { id, text, words } of articles)
    for (const [at, tag] of ["ACTOR", "EVENT", third].entries())
      ids.push((await project.tag(id, text, tag, words[at] ?? "", api)).id);
  return ids;
}

async function submitAll(project: TestProject, { api }: Seat, articles: readonly Article[]): Promise<void> {
  for (const { id } of articles)
    await api.call(submitDocument, { params: { project: project.id, document: id } });
}

test(`a round on ${which}: planned, coded blind by two, measured, adjudicated, and exported as gold and raw`, async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  test.slow();
  const articles: Article[] = [];
  for (const { name, text } of fiveArticles())
    articles.push({ id: await project.document({ title: name, text }), text, words: wordsOf(text) });
  const ana = await asAnnotator("Ana Reed", "annotator");
  const ben = await asAnnotator("Ben Sole", "annotator");
  await planRound(asOwner, project);

  // Blind, each in a browser: nothing of the other's work is sent, not even after the other has submitted.
  const [first] = articles;
  const reader = new Reader(ben.page);
  await reader.open(project.page(`/documents/${first?.id}`));
  const anas = await code(project, ana, articles, "PLACE");
  await submitAll(project, ana, articles);
  const bens = await code(project, ben, articles, "ACTOR");
  await expect(reader.marks).toHaveCount(3);
  const told = await allTold(project, ben, articles);
  expect(anas.filter((id) => told.includes(id))).toEqual([]);
  expect(bens.filter((id) => !told.includes(id))).toEqual([]);
  await submitAll(project, ben, articles);

  const { page } = asOwner;
  await page.goto(project.page("/agreement"));
  await page.getByRole("button", { name: "Measure agreement" }).click();
  await page.getByRole("button", { name: "Start" }).click();
  const measures = page.getByRole("region", { name: "Measures" });
  await expect(measures.getByRole("row", { name: /Marks 0\.67 0\.67 to 0\.67/ }).first()).toBeVisible();
  await page.getByRole("button", { name: /^5 passages: Place for Ana Reed, Actor for Ben Sole$/ }).click();
  await expect(page.getByRole("region", { name: "Passages" }).getByRole("listitem")).toHaveCount(5);

  for (const { id } of articles) {
    await page.goto(project.page(`/documents/${id}/adjudicate`));
    await expect(page.getByText("0 of 3 decided")).toBeVisible();
    await page.keyboard.press("p");
    await page.getByRole("button", { name: "Settle 2 items" }).click();
    await expect(page.getByText("2 of 3 decided")).toBeVisible();
    await page.keyboard.press("1");
    await expect(page.getByText("3 of 3 decided")).toBeVisible();
    await page.getByRole("button", { name: "Finish" }).click();
    await expect(page.getByRole("button", { name: "Take it up again" })).toBeVisible();
    const { gold } = await project.owner.call(readAdjudication, {
      params: { project: project.id, document: id },
    });
    expect(gold).toHaveLength(3);
  }

  const gold = await exported(project, project.owner, "gold");
  expect(gold.match(/"kind":"span"/g)).toHaveLength(15);
  const raw = await exported(project, project.owner, "all");
  expect([...anas, ...bens].filter((id) => !raw.includes(id))).toEqual([]);
});
