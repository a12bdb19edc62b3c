import { addressOf } from "@/lib/client/api";
import { submitDocument } from "@/lib/contracts/documents";
import { createImport, readImport, readImportFiles, uploadImportFile } from "@/lib/contracts/imports";
import { createInvitation } from "@/lib/contracts/projects";
import { hard, talks } from "./articles";
import { expect, test } from "./fixtures";
import { expectNarrow, expectUsable, opens, press, type Stop } from "./page-tour";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

type Filled = { readonly article: string; readonly lonely: string; readonly importId: string };

async function fill(project: TestProject): Promise<Filled> {
  const article = await project.document({
    title: "Talks in Brindle end without a date, and both sides say that this is what they wanted",
    text: talks,
    outlet: "The Brindle Observer",
    language: "en",
    publishedAt: "2025-03-04",
  });
  const lonely = await project.document({
    title: "Signs that are more than one",
    text: hard,
    language: "ar",
  });
  await project.tag(lonely, hard, "ACTOR", "delegation");
  await project.tag(article, talks, "ACTOR", "Minister Oran");
  await project.tag(article, talks, "QUOTE", "“We will meet again before the harvest,” Oran said");
  await project.tag(article, talks, "EVENT", "meet");
  const params = { project: project.id };
  await project.owner.call(createInvitation, {
    params,
    body: { role: "annotator", email: "ines@example.org" },
  });
  const done = await project.document({ title: "Submitted already", text: `${talks}\n\nEnd.` });
  await project.tag(done, talks, "ACTOR", "President Vell");
  await project.owner.call(submitDocument, { params: { ...params, document: done } });
  const { id } = await project.owner.call(createImport, { params, body: {} });
  const upload = addressOf(uploadImportFile, {
    params: { ...params, import: id },
    query: { path: "one.txt" },
  });
  await project.owner.request.post(upload, {
    data: Buffer.from("A fifth article\n\nWith one sentence."),
    headers: { "content-type": "application/octet-stream" },
  });
  await project.owner.call(readImportFiles, { params: { ...params, import: id } });
  await expect
    .poll(async () => (await project.owner.call(readImport, { params: { ...params, import: id } })).state)
    .toBe("read");
  return { article, lonely, importId: id };
}

function stops(project: TestProject, { article, lonely, importId }: Filled): Stop[] {
  const at = (below: string) => project.page(below);
  const reader = at(`/documents/${article}`);
  return [
    { name: "projects", path: "/projects" },
    { name: "new project", path: "/projects", prepare: opens("New project") },
    { name: "documents", path: at("/documents") },
    {
      name: "metadata",
      path: at("/documents"),
      prepare: async (page) => {
        await press(/^Actions for/)(page);
        await page.getByRole("menuitem", { name: "Edit metadata" }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
      },
    },
    { name: "filters", path: at("/documents"), prepare: press(/^Filters/) },
    { name: "no match", path: at("/documents?search=nowhere") },
    { name: "export", path: at("/documents"), prepare: opens("Export") },
    { name: "import", path: at("/documents/import") },
    { name: "dry run", path: at(`/documents/import?import=${importId}`) },
    { name: "annotation page", path: reader },
    { name: "an annotation", path: reader, prepare: (page) => new Reader(page).click("Minister") },
    {
      name: "an annotation that nothing can be linked to",
      path: at(`/documents/${lonely}`),
      prepare: (page) => new Reader(page).click("delegation"),
    },
    { name: "overlapping marks", path: reader, prepare: (page) => new Reader(page).click("meet") },
    { name: "list of annotations", path: reader, prepare: (page) => page.getByText(/^All \(/).click() },
    { name: "palette", path: reader, prepare: (page) => page.keyboard.press("Control+k") },
    { name: "help", path: reader, prepare: (page) => page.keyboard.press("?") },
    { name: "submit", path: reader, prepare: opens("Submit") },
    { name: "people", path: at("/people") },
    { name: "invite", path: at("/people"), prepare: opens(/^Invite/) },
    { name: "rounds", path: at("/rounds") },
    { name: "new round", path: at("/rounds/new") },
    { name: "progress", path: at("/progress") },
    { name: "scheme", path: at("/scheme") },
    { name: "guidelines", path: at("/guidelines") },
    { name: "writing guidelines", path: at("/guidelines"), prepare: press("Write guidelines") },
    { name: "activity", path: at("/activity") },
    { name: "settings", path: at("/settings") },
    { name: "account", path: "/account" },
    { name: "new key", path: "/account", prepare: opens("New key") },
    { name: "administration", path: "/administration" },
    { name: "account menu", path: "/projects", prepare: press(/^Account of/) },
  ];
}

const strangersStops: readonly Stop[] = [
  { name: "sign in", path: "/sign-in" },
  { name: "link without a token", path: "/link" },
  { name: "nothing here", path: "/nothing/here" },
];

test("every page can be used by everybody, in the light and in the dark theme", async ({
  asOwner,
  page,
  noise,
  project,
}) => {
  test.setTimeout(600_000);
  noise.expect(/nothing\/here/);
  const filled = await fill(project);
  await expectUsable([
    [asOwner.page, stops(project, filled)],
    [page, strangersStops],
  ]);
});

test("no page has to be pushed sideways, down to 320 pixels", async ({ asOwner, noise, page, project }) => {
  test.setTimeout(600_000);
  noise.expect(/nothing\/here/);
  const filled = await fill(project);
  const plain = stops(project, filled).filter(
    ({ name, prepare }) => prepare === undefined || name.startsWith("an annotation"),
  );
  await expectNarrow([
    [asOwner.page, plain],
    [page, strangersStops],
  ]);
});
