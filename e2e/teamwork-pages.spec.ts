import type { Page } from "@playwright/test";
import { createAgreementReport, readAgreementReport } from "@/lib/contracts/agreement";
import { submitDocument } from "@/lib/contracts/documents";
import { listMembers } from "@/lib/contracts/projects";
import { setReview } from "@/lib/contracts/reviews";
import { correctDocument } from "@/lib/contracts/revisions";
import { createRound, openRound, planRound } from "@/lib/contracts/rounds";
import { createThread } from "@/lib/contracts/threads";
import { talks } from "./articles";
import { expect, type Seat, test } from "./fixtures";
import { expectNarrow, expectUsable, opens, type Stop } from "./page-tour";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

const longName = "Wilhelmina Featherstonehaugh-Bartholomew of the Northern Desk";

type Work = {
  readonly project: TestProject;
  readonly article: string;
  readonly corrected: string;
  readonly round: string;
  readonly planned: string;
};

/** A round in which two have coded one article differently, been reviewed, talked about and measured. */
async function workTogether(project: TestProject, author: Seat): Promise<Work> {
  const params = { project: project.id };
  const { owner } = project;
  const article = await project.document({
    title: "Talks in Brindle end without a date, and both sides say that this is what they wanted",
    text: talks,
    outlet: "The Brindle Observer",
  });
  const other = await project.document({ title: "Another piece", text: `Later. ${talks}`, outlet: "Post" });
  const marek = await project.join("Marek Holub");
  const { items } = await owner.call(listMembers, { params });
  const members = items.filter(({ role }) => role === "annotator").map(({ id }) => id);
  const round = await owner.call(createRound, {
    params,
    body: {
      members,
      name: "First round, with a name that goes on for longer than a line of it",
      documents: { filter: {} },
    },
  });
  const of = { ...params, round: round.id };
  await owner.call(planRound, { params: of });
  await owner.call(openRound, { params: of, body: { revision: round.revision } });

  const [first, second] = [author.api, marek.api];
  for (const api of [first, second]) await project.tag(article, talks, "ACTOR", "President Vell", api);
  const mine = await project.tag(article, talks, "ACTOR", "Minister Oran", first);
  await project.tag(article, talks, "ACTOR", "Oran", second);
  await project.tag(article, talks, "PLACE", "summit", first);
  await project.tag(article, talks, "EVENT", "summit", second);
  const document = { ...params, document: article };
  for (const api of [first, second]) await api.call(submitDocument, { params: document });
  await owner.call(setReview, {
    params: { ...document, annotation: mine.id },
    body: {
      verdict: "reject",
      reason: "wrong_edges",
      text: "Without the office.",
      annotationRevision: mine.revision,
    },
  });
  await owner.call(createThread, {
    params: document,
    body: { annotationId: mine.id, comment: { text: "Does the office belong to the name?" } },
  });
  const { id: report } = await owner.call(createAgreementReport, { params, body: {} });
  await expect
    .poll(async () => (await owner.call(readAgreementReport, { params: { ...params, report } })).state, {
      timeout: 120_000,
    })
    .toBe("done");
  const again = await owner.call(createRound, {
    params,
    body: {
      name: "Second round",
      members,
      documents: { ids: [await project.document({ text: `Again. ${talks}` })] },
    },
  });
  const corrected = await owner.call(correctDocument, {
    params: { ...params, document: other },
    body: { text: `Later on. ${talks}`, note: "The agency corrected its first word" },
  });
  return { project, article, corrected: corrected.id, round: round.id, planned: again.id };
}

function leadsStops({ project, article, corrected, round, planned }: Work): Stop[] {
  const at = (below: string) => project.page(below);
  const settled = async (page: Page) =>
    expect(page.getByRole("document", { name: /^The article as each/ })).toHaveAttribute(
      "aria-busy",
      "false",
    );
  const next = async (page: Page) => {
    await settled(page);
    await page.keyboard.press("n");
  };
  return [
    { name: "a round", path: at(`/rounds/${round}`) },
    ...["Add documents", "Move documents to another round", "Hand over someone’s work"].map((name) => ({
      name,
      path: at(`/rounds/${round}`),
      prepare: async (page: Page) => {
        await page.getByRole("button", { name: "Change", exact: true }).click();
        await page.getByRole("menuitem", { name }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
      },
    })),
    { name: "a planned round", path: at(`/rounds/${planned}`) },
    { name: "progress of a round", path: at("/progress") },
    { name: "comparison", path: at(`/documents/${article}/compare`), prepare: settled },
    { name: "a difference", path: at(`/documents/${article}/compare`), prepare: next },
    { name: "adjudication list", path: at("/adjudication") },
    { name: "adjudication", path: at(`/documents/${article}/adjudicate`) },
    {
      name: "policies of adjudication",
      path: at(`/documents/${article}/adjudicate`),
      prepare: async (page) => {
        await expect(page.getByText(/of \d+ decided/)).toBeVisible();
        await page.keyboard.press("p");
      },
    },
    {
      name: "a mark that nobody made",
      path: at(`/documents/${article}/adjudicate`),
      prepare: async (page) => {
        await expect(page.getByText(/of \d+ decided/)).toBeVisible();
        await new Reader(page).select("Observers");
        await page.keyboard.press("a");
        await expect(page.getByRole("form", { name: "Mark added in adjudication" })).toBeVisible();
      },
    },
    {
      name: "the gold",
      path: at(`/documents/${article}?set=gold`),
      prepare: (page) => expect(page.getByText("This is the gold.")).toBeVisible(),
    },
    { name: "revisions", path: at(`/documents/${corrected}`), prepare: opens("Revisions of this text…") },
    { name: "agreement", path: at("/agreement") },
    { name: "measuring agreement", path: at("/agreement"), prepare: opens("Measure again") },
    {
      name: "an annotation with a verdict and a conversation",
      path: at(`/documents/${article}`),
      prepare: (page) => new Reader(page).click("Minister"),
    },
    {
      name: "conversations",
      path: at(`/documents/${article}`),
      prepare: (page) => page.getByText(/^Talk \(/).click(),
    },
  ];
}

const authorsStops = ({ project, article }: Work): Stop[] => [
  { name: "inbox", path: "/inbox" },
  { name: "one's documents in a round", path: project.page() },
  {
    name: "a verdict on one's own work",
    path: project.page(`/documents/${article}`),
    prepare: (page) => new Reader(page).click("Minister"),
  },
];

test("what a team shares can be used by everybody, in the light and in the dark theme", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  test.setTimeout(600_000);
  const author = await asAnnotator(longName);
  const work = await workTogether(project, author);
  await expectUsable([
    [asOwner.page, leadsStops(work)],
    [author.page, authorsStops(work)],
  ]);
});

test("nothing a team shares has to be pushed sideways, down to 320 pixels", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  test.setTimeout(600_000);
  const author = await asAnnotator(longName);
  const work = await workTogether(project, author);
  await expectNarrow([
    [asOwner.page, leadsStops(work)],
    [author.page, authorsStops(work)],
  ]);
});
