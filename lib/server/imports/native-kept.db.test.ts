import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CORRECTION_NOTE_LENGTH_MAX } from "@/lib/contracts/revisions";
import { contentOf, linesOf, withHash } from "@/lib/test/native-lines";
import { addMember, openInstallation, scopeOf } from "@/lib/test/open-installation";
import { documentsOf, fileOf } from "@/lib/test/open-marked-team";
import { addDocument, dryRun, openProject, openTeam, start, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { examine } from "../doctor/examine";
import { ensureJobSchema } from "../jobs/run-jobs";
import { correctDocument } from "../revisions/write";
import { createThread } from "../threads/write";

let close: () => Promise<void>;
beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
});
afterAll(async () => {
  for await (const { name, first } of examine()) expect([name, first]).toEqual([name, []]);
  await close();
});

type Project = Pick<Team, "projectId" | "owner">;

/** A new project with the same people, into which a file has come. */
async function restored(team: Team, file: Buffer): Promise<Project> {
  const target = { projectId: await openProject(team.owner, "Restored"), owner: team.owner };
  for (const person of [team.ana, team.ben]) await addMember(target.projectId, person, "annotator");
  const made = await dryRun(target, { "corpus.jsonl": file });
  expect(made.counts.problem).toBe(0);
  expect(await start(target, made.id)).toMatchObject({ state: "finished" });
  return target;
}

describe("a conversation whose words have no place in the corrected text", () => {
  it("comes back with its words, and its export is equal again", async () => {
    const team = await openTeam();
    const { projectId, owner, ana } = team;
    const first = await addDocument(team, "Report", "Mira met Oran 🕊️ on Monday.");
    const about = { span: { start: 9, end: 16 }, comment: { text: "Who is that?" } };
    await createThread(await scopeOf("comment.write", ana, projectId), first, about);
    await correctDocument(await scopeOf("document.edit", owner, projectId), first, {
      text: "Mira met nobody on Monday.",
    });
    const file = await fileOf(team, "jsonl");
    const target = await restored(team, file);
    expect(contentOf(await fileOf(target, "jsonl"))).toEqual(contentOf(file));
    const [thread] = (await documentsOf(target)).documents.flatMap(({ threads }) => threads);
    expect(thread).toMatchObject({ annotationId: null, span: null, quote: "Oran 🕊️" });
    expect(await db().thread.findMany({ where: { projectId: target.projectId } })).toMatchObject([
      { start: null, quote: "Oran 🕊️" },
    ]);
  });
});

describe("why a text was corrected", () => {
  it("is cut between characters where a file says it at length", async () => {
    const team = await openTeam();
    const first = await addDocument(team, "Report", "Mira met Oran on Monday.");
    await correctDocument(await scopeOf("document.edit", team.owner, team.projectId), first, {
      ...{ text: "Mira met Oran on Tuesday.", note: "The day" },
    });
    const words = "a".repeat(CORRECTION_NOTE_LENGTH_MAX - 1);
    const lines = linesOf(await fileOf(team, "jsonl", { revisions: "all" })).map((line) => {
      const document = line.document as Record<string, unknown> | undefined;
      return document?.correctionNote
        ? { ...line, document: { ...document, correctionNote: `${words}🕊🕊` } }
        : line;
    });
    const target = await restored(team, withHash(lines));
    const { documents } = await documentsOf(target, { revisions: "all" });
    expect(documents.map(({ document }) => document.correctionNote)).toEqual([undefined, `${words}🕊`]);
  });
});
