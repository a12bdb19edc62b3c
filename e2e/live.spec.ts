import { submitDocument } from "@/lib/contracts/documents";
import { listChanges } from "@/lib/contracts/entities";
import { readProject, updateProject } from "@/lib/contracts/projects";
import { talks } from "./articles";
import { expect, test } from "./fixtures";
import { Reader } from "./reader";

test("in an open project a teammate's tag appears while one reads", async ({ asAnnotator, project }) => {
  const params = { project: project.id };
  const { revision } = await project.owner.call(readProject, { params });
  await project.owner.call(updateProject, { params, body: { blind: false, revision } });
  const article = await project.document({ text: talks });
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  const reader = new Reader(marek.page);
  await reader.open(project.page(`/documents/${article}`));
  await project.tag(article, talks, "ACTOR", "Minister Oran", ines.api);
  await expect(reader.mark("Minister Oran")).toBeVisible();
});

test("in a blind project nothing of a teammate's work shows: not on the page, in the API or in the feed", async ({
  asAnnotator,
  project,
}) => {
  const article = await project.document({ text: talks });
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  await project.tag(article, talks, "EVENT", "summit", ines.api);
  const reader = new Reader(marek.page);
  await reader.open(project.page(`/documents/${article}`));
  const heard = marek.page.evaluate(
    (address) =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = [];
        const line = new EventSource(address);
        line.onmessage = ({ data }) => {
          seen.push(data);
          if (!data.includes("Observers")) return;
          line.close();
          resolve(seen);
        };
      }),
    `/api/v1/projects/${project.id}/changes?document=${article}&since=0`,
  );
  await project.tag(article, talks, "ACTOR", "Minister Oran", ines.api);
  await project.owner.call(submitDocument, { params: { project: project.id, document: article } });
  // What Marek does himself ends the wait: everything before it has passed by then.
  await project.tag(article, talks, "ACTOR", "Observers", marek.api);
  await expect(reader.mark("Observers")).toBeVisible();
  await expect(reader.marks).toHaveCount(1);
  for (const line of await heard) expect(line).not.toMatch(/Minister Oran|summit|Ines/);
  expect(await project.marks(article, marek.api)).toEqual(["ACTOR: Observers"]);
  const { items } = await marek.api.call(listChanges, {
    params: { project: project.id },
    query: { limit: 1_000 },
  });
  expect(JSON.stringify(items)).not.toMatch(/Minister Oran|"quote":"summit"/);
  await reader.arrive(() => marek.page.reload());
  await expect(reader.marks).toHaveCount(1);
  expect(await marek.page.content()).not.toContain(ines.person.name);
});

test("after both have submitted a blind document each sees the other's work", async ({
  asAnnotator,
  project,
}) => {
  const article = await project.document({ text: talks });
  const params = { project: project.id, document: article };
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  await project.tag(article, talks, "ACTOR", "Minister Oran", ines.api);
  await project.tag(article, talks, "ACTOR", "Observers", marek.api);
  await ines.api.call(submitDocument, { params });
  expect(await project.marks(article, marek.api)).toEqual(["ACTOR: Observers"]);
  await marek.api.call(submitDocument, { params });
  expect(await project.marks(article, marek.api)).toEqual(["ACTOR: Minister Oran", "ACTOR: Observers"]);
  expect(await project.marks(article, ines.api)).toEqual(["ACTOR: Minister Oran", "ACTOR: Observers"]);
});

test("one's own second browser follows at once", async ({ asOwner, openBrowser, project }) => {
  const article = await project.document({ text: talks });
  const here = new Reader(asOwner.page);
  const there = new Reader(await openBrowser(asOwner));
  for (const reader of [here, there]) await reader.open(project.page(`/documents/${article}`));
  await here.tag("Minister Oran", "a");
  await expect(there.mark("Minister Oran")).toBeVisible();
  await there.click("Minister Oran");
  await there.page.keyboard.press("Delete");
  await expect(here.marks).toHaveCount(0);
});
