import { updateAnnotation } from "@/lib/contracts/annotations";
import { submitDocument } from "@/lib/contracts/documents";
import { readProject, updateProject } from "@/lib/contracts/projects";
import { listThreads } from "@/lib/contracts/threads";
import { talks } from "./articles";
import { expect, type Seat, test } from "./fixtures";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

async function openProject(project: TestProject): Promise<void> {
  const params = { project: project.id };
  const { revision } = await project.owner.call(readProject, { params });
  await project.owner.call(updateProject, { params, body: { blind: false, revision } });
}
const talkOf = ({ page }: Seat) => ({
  tab: page.getByRole("radio", { name: /^Talk/ }),
  field: (name: string) => page.getByRole("combobox", { name, exact: true }),
  conversation: page.getByRole("article", { name: "Conversation" }),
});

test("two people talk about a passage, live, by keyboard: comment, mention, answer, resolve", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  await openProject(project);
  const article = await project.document({ text: talks });
  const path = project.page(`/documents/${article}`);
  const ines = await asAnnotator("Ines Amaro");
  const [here, there] = [new Reader(asOwner.page), new Reader(ines.page)];
  await here.open(path);
  await there.open(path);

  await here.select("Minister Oran");
  await asOwner.page.keyboard.press("Control+Alt+m");
  const comment = talkOf(asOwner).field("Comment");
  await expect(comment).toBeFocused();
  await asOwner.page.keyboard.type("Is this one actor, @ine");
  await expect(asOwner.page.getByRole("option", { name: "Ines Amaro" })).toBeVisible();
  await asOwner.page.keyboard.press("Enter");
  await asOwner.page.keyboard.type("? See https://example.org/guide.");
  await asOwner.page.keyboard.press("Control+Enter");
  await expect(talkOf(asOwner).conversation).toContainText("Is this one actor, @Ines Amaro");

  // It comes to her at once: in the margin, in her inbox, and by its own address.
  await expect(
    ines.page.getByRole("button", { name: /1 conversation at paragraph \d+, with unread/ }),
  ).toBeVisible();
  const bell = ines.page.getByRole("link", { name: "Inbox, 1 unread" });
  await bell.click();
  const told = ines.page.getByRole("link", { name: /mentioned you on/ });
  await there.arrive(() => told.click());
  const conversation = talkOf(ines).conversation;
  await expect(conversation).toContainText("Minister Oran");
  const link = conversation.getByRole("link", { name: "https://example.org/guide" });
  await expect(link).toHaveAttribute("href", "https://example.org/guide");
  await talkOf(ines).field("Answer").fill("It is. <b>One</b> javascript:alert(1)");
  await conversation.getByRole("button", { name: "Send" }).click();
  await expect(talkOf(asOwner).conversation).toContainText("It is. <b>One</b> javascript:alert(1)");
  await expect(conversation.getByRole("link")).toHaveCount(1);

  await talkOf(asOwner).conversation.getByRole("button", { name: "Resolve" }).click();
  await expect(conversation.getByText("Resolved", { exact: true })).toBeVisible();
});

test("who works blind sees a lead's comment on their own work, and nothing of others'", async ({
  asAnnotator,
  project,
}) => {
  const article = await project.document({ text: talks });
  const path = project.page(`/documents/${article}`);
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  const lead = await asAnnotator("Lena Lead", "curator");
  const { id } = await project.tag(article, talks, "ACTOR", "Minister Oran", ines.api);
  await project.tag(article, talks, "ACTOR", "Observers", marek.api);
  const leads = new Reader(lead.page);
  await leads.open(`${path}?annotation=${id}`);
  await expect(leads.panel.getByText("By Ines Amaro")).toBeVisible();
  await lead.page.keyboard.press("Control+Alt+m");
  await talkOf(lead).field("Comment").fill("Is the title part of it?");
  await lead.page.keyboard.press("Control+Enter");
  await expect(talkOf(lead).conversation).toBeVisible();

  await new Reader(ines.page).open(path);
  await expect(ines.page.getByRole("link", { name: "Inbox, 1 unread" })).toBeVisible();
  await ines.page.getByRole("button", { name: /with unread comments/ }).click();
  await expect(talkOf(ines).conversation).toContainText("Is the title part of it?");

  await new Reader(marek.page).open(path);
  await expect(talkOf(marek).tab).toBeVisible();
  await expect(marek.page.getByText("Talk (0)")).toBeVisible();
  await expect(marek.page.getByRole("link", { name: "Inbox", exact: true })).toBeVisible();
  const { items } = await marek.api.call(listThreads, { params: { project: project.id, document: article } });
  expect(items).toEqual([]);
  // Nor who else is there.
  await expect(lead.page.getByRole("list", { name: "Also here" }).getByRole("button")).toHaveCount(2);
  await expect(marek.page.getByRole("list", { name: "Also here" })).toHaveCount(0);
});

test("a lead corrects submitted work under their own name; its author finds it in history and inbox", async ({
  asAnnotator,
  project,
}) => {
  const article = await project.document({ text: talks });
  const path = project.page(`/documents/${article}`);
  const ines = await asAnnotator("Ines Amaro");
  const lead = await asAnnotator("Lena Lead", "curator");
  const { id } = await project.tag(article, talks, "ACTOR", "Minister Oran", ines.api);
  await ines.api.call(submitDocument, { params: { project: project.id, document: article } });
  const leads = new Reader(lead.page);
  await leads.open(`${path}?annotation=${id}`);
  const tag = leads.panel.getByLabel("Tag", { exact: true });
  await expect(tag).toBeDisabled();
  await leads.panel.getByRole("button", { name: "Correct", exact: true }).click();
  await tag.selectOption("EVENT");
  await leads.saved();
  expect(await project.marks(article)).toEqual(["EVENT: Minister Oran"]);

  await ines.page.goto("/inbox");
  const reader = new Reader(ines.page);
  await reader.arrive(() => ines.page.getByRole("link", { name: /Lena Lead corrected/ }).click());
  await reader.panel.getByText("History").click();
  await expect(reader.panel.getByText(/Lena Lead · changed/)).toBeVisible();
  await expect(reader.panel.getByText("ACTOR", { exact: true })).toBeVisible();
  // What the lead changed the lead can take back, from the same history.
  await leads.panel.getByText("History").click();
  await leads.panel.getByRole("button", { name: "Restore this state" }).click();
  await leads.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: Minister Oran"]);
});

test("what is being written survives Escape, a search for nobody, and a reload", async ({
  asAnnotator,
  project,
}) => {
  const article = await project.document({ text: talks });
  const ines = await asAnnotator("Ines Amaro");
  const { id } = await project.tag(article, talks, "ACTOR", "Minister Oran", ines.api);
  const { page } = ines;
  const reader = new Reader(page);
  await reader.open(project.page(`/documents/${article}?annotation=${id}`));
  const words = reader.panel.getByRole("combobox", { name: "Comment" });
  await page.keyboard.press("Control+Alt+m");
  await words.fill("Ask @Nobody");
  await expect(reader.panel.getByText("Nobody who can see this is called so.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(words).toHaveValue("Ask @Nobody");
  await page.keyboard.press("Escape");
  await expect(words).toHaveCount(0);
  await reader.arrive(() => page.reload());
  await page.keyboard.press("Control+Alt+m");
  await expect(words).toHaveValue("Ask @Nobody");
  await reader.panel.getByRole("button", { name: "Cancel" }).click();

  await reader.panel.getByText("Details", { exact: true }).click();
  const note = reader.panel.getByRole("textbox", { name: "Note", exact: true });
  await note.pressSequentially("half a thought");
  await reader.arrive(() => page.reload());
  await expect(note).toHaveValue("half a thought");
  await reader.saved();
  expect(await project.annotations(article)).toMatchObject([{ note: "half a thought" }]);
});

test("what one is editing does not change under one's hands", async ({ asAnnotator, noise, project }) => {
  noise.expect(/Failed to load resource.*409/);
  await openProject(project);
  const article = await project.document({ text: talks });
  const ines = await asAnnotator("Ines Amaro");
  const { id } = await project.tag(article, talks, "ACTOR", "Minister Oran", ines.api);
  const reader = new Reader(ines.page);
  await reader.open(project.page(`/documents/${article}?annotation=${id}`));
  const note = reader.panel.getByLabel("Note", { exact: true });
  await note.fill("My own thought");
  const params = { project: project.id, document: article, annotation: id };
  await project.owner.call(updateAnnotation, {
    params,
    body: { tag: "EVENT", note: "A lead's", revision: 1 },
  });
  await expect(reader.panel.getByText("Olga Owner has changed this annotation")).toBeVisible();
  await expect(note).toHaveValue("My own thought");
  await expect(reader.panel.getByLabel("Tag", { exact: true })).toHaveValue("ACTOR");
  // Shown when it is asked for; the own words are kept as a conflict to decide.
  await reader.panel.getByRole("button", { name: "Show", exact: true }).click();
  await expect(reader.panel.getByLabel("Tag", { exact: true })).toHaveValue("EVENT");
  await expect(ines.page.getByText("Changes that the server did not take")).toBeVisible();
  await expect(note).toHaveValue("A lead's");
});

test("who is here shows beside the paragraph they are on, and goes when they leave", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  await openProject(project);
  const article = await project.document({ text: talks });
  const path = project.page(`/documents/${article}`);
  const ines = await asAnnotator("Ines Amaro");
  const [here, there] = [new Reader(asOwner.page), new Reader(ines.page)];
  await here.open(path);
  await there.open(path);
  const present = asOwner.page.getByRole("list", { name: "Also here" });
  await expect(present.getByRole("button", { name: /^Ines Amaro · paragraph/ })).toBeVisible();
  await there.select("Observers");
  const paragraph =
    talks
      .slice(0, talks.indexOf("Observers"))
      .split("\n")
      .filter((line) => line !== "").length + 1;
  await expect(present.getByRole("button", { name: `Ines Amaro · paragraph ${paragraph}` })).toBeVisible();
  await expect(asOwner.page.getByRole("img", { name: "Ines Amaro is here" })).toBeVisible();
  await ines.page.goto("/projects");
  await expect(present).toHaveCount(0);
});

test("an annotation that was removed is brought back from the list of the removed", async ({
  asOwner,
  project,
}) => {
  const article = await project.document({ text: talks });
  const reader = new Reader(asOwner.page);
  await reader.open(project.page(`/documents/${article}`));
  await reader.tag("Minister Oran", "a");
  await reader.click("Minister Oran");
  await asOwner.page.keyboard.press("Delete");
  await reader.saved();
  await reader.arrive(() => asOwner.page.reload());
  await asOwner.page.getByText("All (0)").click();
  await reader.panel.getByText("Removed annotations").click();
  await reader.panel.getByRole("button", { name: "Bring back" }).click();
  await reader.saved();
  expect(await project.marks(article)).toEqual(["ACTOR: Minister Oran"]);
});
