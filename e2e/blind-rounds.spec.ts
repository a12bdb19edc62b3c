import { listMembers } from "@/lib/contracts/projects";
import { createRound, openRound } from "@/lib/contracts/rounds";
import { talks } from "./articles";
import { expect, test } from "./fixtures";
import type { TestProject } from "./test-project";

type Settings = { readonly isBlind?: boolean; readonly opens?: boolean };

/** A round of one document for one person; answers its address. */
async function roundOf(
  project: TestProject,
  { email }: { readonly email: string },
  name: string,
  document: string,
  { isBlind = true, opens = true }: Settings = {},
): Promise<string> {
  const params = { project: project.id };
  const { items } = await project.owner.call(listMembers, { params, query: {} });
  const members = items.flatMap((member) => (member.email === email ? [member.id] : []));
  const body = { name, copies: 1, isBlind, documents: { ids: [document] }, members };
  const round = await project.owner.call(createRound, { params, body });
  const at = { ...params, round: round.id };
  if (opens) await project.owner.call(openRound, { params: at, body: { revision: round.revision } });
  return project.page(`/rounds/${round.id}`);
}

test("blind work is shown to others only when a lead has been asked", async ({
  asOwner,
  asAnnotator,
  noise,
  project,
}) => {
  // The server is what asks: it refuses what nobody has agreed to.
  noise.expect(/409 \(Conflict\).*:open/);
  const article = await project.document({ title: "Talks begin", text: talks });
  const other = await project.document({ title: "Harbour opens", text: "The harbour opens." });
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  const blind = await roundOf(project, ines.person, "Blind", article);
  const open = await roundOf(project, ines.person, "Open talk", other, { isBlind: false, opens: false });
  await project.tag(article, talks, "ACTOR", "Minister Oran", ines.api);
  const { page } = asOwner;

  await page.goto(blind);
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByRole("menuitem", { name: "Move documents" }).click();
  await page.getByLabel("Choose from a list").check();
  await page.getByRole("checkbox", { name: "Talks begin" }).check();
  await page.getByRole("button", { name: "Show what would happen" }).click();
  await expect(
    page.getByText(
      "One person’s work on 1 document was done blind. Every member of the project sees it as soon as",
    ),
  ).toBeVisible();
  const move = page.getByRole("button", { name: "Move 1 document" });
  await expect(move).toBeDisabled();
  await page.getByLabel("Show this work to others").check();
  await move.click();
  await expect(page.getByText("1 document moved", { exact: true })).toBeVisible();
  expect(await project.marks(article, marek.api)).toEqual([]);

  await page.goto(open);
  await page.getByRole("button", { name: "Open the round" }).click();
  await expect(page.getByRole("alertdialog")).toContainText(
    "Every member of the project would see it at once.",
  );
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Planned", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Open the round" }).click();
  await page.getByRole("button", { name: "Show the work on 1 document" }).click();
  await expect(page.getByText("The round is open", { exact: true })).toBeVisible();
  expect(await project.marks(article, marek.api)).toEqual(["ACTOR: Minister Oran"]);
});

test("an undone hand-over leaves what has been begun with whoever took it over, and says so", async ({
  asOwner,
  asAnnotator,
  project,
}) => {
  const article = await project.document({ title: "Talks begin", text: talks });
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  const { page } = asOwner;
  await page.goto(await roundOf(project, ines.person, "One", article));
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByRole("menuitem", { name: "Hand over someone’s work" }).click();
  await page.getByLabel("Marek Holub").check();
  await page.getByRole("button", { name: "Show what would happen" }).click();
  await page.getByRole("button", { name: "Hand over 1 document" }).click();
  await expect(page.getByText("1 document handed over", { exact: true })).toBeVisible();
  await project.tag(article, talks, "ACTOR", "Minister Oran", marek.api);
  await page.getByRole("button", { name: "Undo" }).click();
  const told = page.getByRole("dialog", { name: "1 document stays where it is" });
  await expect(told).toContainText("Talks begin: Marek Holub");
  await told.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("gridcell", { name: /Talks begin, Marek Holub: begun/ })).toBeVisible();
});
