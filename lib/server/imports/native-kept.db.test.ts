import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CORRECTION_NOTE_LENGTH_MAX } from "@/lib/contracts/revisions";
import { archiveFiles } from "@/lib/test/archive-files";
import { contentOf, linesOf, withHash } from "@/lib/test/native-lines";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { documentsOf, everything, fileOf, openMarkedTeam } from "@/lib/test/open-marked-team";
import { addDocument, dryRun, mark, openTeam, start, submit, type Team } from "@/lib/test/open-team";
import { restored } from "@/lib/test/restored-project";
import { readAdjudication } from "../adjudication/read";
import { decideItems } from "../adjudication/write";
import { batchAnnotations, moveAnnotation } from "../annotations/write";
import { reopenDocument } from "../assignments/write";
import { previewExport } from "../corpus/preview-export";
import { db } from "../database";
import { examine } from "../doctor/examine";
import { createEntity, deleteEntity } from "../entities/write";
import { ensureJobSchema } from "../jobs/run-jobs";
import { setReview } from "../reviews/write";
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

/** A team whose gold lost what it was taken from: Ana has removed an actor, a link to it, and the entity that it stood for. */
async function openBereftTeam() {
  const team = await openTeam();
  const { projectId, owner, ana, ben } = team;
  const document = await addDocument(team, "Summit", "Minister Oran met the envoy. “We agreed,” she said.");
  const { entity } = await createEntity(await scopeOf("entity.edit", ana, projectId), {
    ...{ kind: "actor", name: "Oran" },
  });
  const [actor, quote, link] = [uuidv7(), uuidv7(), uuidv7()];
  const scope = await scopeOf("annotation.create", ana, projectId);
  const spans = (start: number, end: number) => ({ kind: "span" as const, spans: [{ start, end }] });
  await batchAnnotations(scope, document, [
    { ...spans(0, 13), id: actor, tag: "ACTOR", entityId: entity.id },
    { ...spans(29, 41), id: quote, tag: "QUOTE" },
    { kind: "relation", id: link, tag: "SOURCE", fromId: quote, toId: actor },
  ]);
  await mark(projectId, ben, document, 8);
  for (const person of [ana, ben]) await submit(projectId, person, document);
  const decide = { id: uuidv7(), outcome: { kind: "chosen" as const, from: actor, goldId: uuidv7() } };
  await decideItems(await scopeOf("adjudication.decide", owner, projectId), document, {
    ...{ opId: uuidv7(), replaces: [], gold: [], entities: [] },
    decisions: [{ ...decide, sources: [{ annotationId: actor, revision: 1 }] }],
  });
  const about = { annotationId: actor, comment: { text: "All of it?" } };
  await createThread(await scopeOf("comment.write", owner, projectId), document, about);
  await setReview(await scopeOf("review.write", owner, projectId), document, actor, {
    ...{ verdict: "question", reason: null, text: "Why?", annotationRevision: 1 },
  });
  const where = { projectId_id: { projectId, id: actor } };
  const { setId } = await db().annotation.findUniqueOrThrow({ where, select: { setId: true } });
  await reopenDocument(await scopeOf("assignment.reopen", owner, projectId), document, setId);
  await batchAnnotations(scope, document, [{ op: "delete", id: actor, revision: 1 }]);
  await deleteEntity(await scopeOf("entity.edit", ana, projectId), entity.id, 1);
  await submit(projectId, ana, document);
  return { team, document, setId, actor, quote, link, entityId: entity.id, decisionId: decide.id };
}

describe("what was removed", () => {
  it("comes back as removed, with all that cites it, and its export is equal again", async () => {
    const { team, document, actor, link, entityId, decisionId } = await openBereftTeam();
    const file = await fileOf(team, "jsonl");
    const target = await restored(team, file);
    expect(contentOf(await fileOf(target, "jsonl"))).toEqual(contentOf(file));
    const { documents, entities } = await documentsOf(target);
    expect(documents[0]?.removed.map(({ id, deletedAt }) => [id, deletedAt])).toEqual([
      [actor, expect.any(String)],
      [link, expect.any(String)],
    ]);
    expect(documents[0]?.threads).toMatchObject([{ annotationId: actor }]);
    expect(documents[0]?.reviews).toMatchObject([{ annotationId: actor, text: "Why?" }]);
    expect(entities.find(({ id }) => id === entityId)?.deletedAt).not.toBeNull();
    const scope = await scopeOf("adjudication.read", team.owner, target.projectId);
    expect(await readAdjudication(scope, document)).toMatchObject({
      ...{ orphaned: [decisionId], vanished: [{ id: actor }] },
    });
  });

  it("can be restored where it came to, with the entity that it stands for", async () => {
    const { team, document, actor, entityId } = await openBereftTeam();
    const target = await restored(team, await fileOf(team, "jsonl"));
    const opened = await scopeOf("assignment.reopen", team.owner, target.projectId);
    const [removed] = (await documentsOf(target)).documents[0]?.removed ?? [];
    await reopenDocument(opened, document, removed?.setId);
    const scope = await scopeOf("annotation.edit", team.ana, target.projectId);
    await moveAnnotation(scope, document, "restore", actor, { revision: removed?.revision ?? 0 });
    const { documents, entities } = await documentsOf(target);
    expect(documents[0]?.annotations.map(({ id }) => id)).toContain(actor);
    expect(entities.find(({ id }) => id === entityId)?.deletedAt).toBeNull();
  });

  it("is nobody's to see in a file who may not see what is there", async () => {
    const { team, document, setId } = await openBereftTeam();
    const { projectId, ana } = team;
    const blind = await addDocument(team, "Blind", "Oran went.");
    const id = await mark(projectId, ana, blind);
    const scope = await scopeOf("annotation.edit", ana, projectId);
    await moveAnnotation(scope, blind, "delete", id, { revision: 1 });
    await reopenDocument(await scopeOf("assignment.reopen", team.owner, projectId), document, setId);
    const shown = async (person: Team["owner"]) => {
      const { documents, entities } = await documentsOf(team, {}, person);
      const gone = entities.filter(({ deletedAt }) => deletedAt !== null);
      return [documents.flatMap(({ removed }) => removed).length, gone.length];
    };
    expect(await shown(team.owner)).toEqual([3, 1]);
    expect(await shown(team.ana)).toEqual([3, 1]);
    expect(await shown(team.ben)).toEqual([0, 0]);
    expect(await shown(team.viewer)).toEqual([0, 0]);
  });

  it("is in no other format, which say so", async () => {
    const { team, ...ids } = await openBereftTeam();
    const gone = new RegExp([ids.actor, ids.link, ids.entityId].join("|"));
    for (const format of ["brat", "w3c", "csv"] as const) {
      const bytes = await fileOf(team, format);
      const texts =
        format === "brat"
          ? [...(await archiveFiles(bytes)).values()].map((one) => Buffer.from(one).toString())
          : [bytes.toString()];
      for (const text of texts) expect(text).not.toMatch(gone);
      const scope = await scopeOf("corpus.export", team.owner, team.projectId);
      const { losses } = await previewExport(scope, { format, ...everything });
      expect(losses).toContainEqual(expect.objectContaining({ code: "removed", count: 2 }));
    }
  });
});

describe("an entity that was removed where a file comes to", () => {
  it("comes back with what stands for it, and the log says so", async () => {
    const team = await openMarkedTeam();
    const file = await fileOf(team, "jsonl");
    const target = await restored(team, file);
    const { projectId, ana } = { ...team, ...target };
    const { id, documentId, entityId } = await db().annotation.findFirstOrThrow({
      where: { projectId, entityId: { not: null } },
    });
    const [document] = (await documentsOf(target)).documents;
    const setId = document?.assignments[0]?.setId;
    await reopenDocument(await scopeOf("assignment.reopen", team.owner, projectId), documentId, setId);
    await moveAnnotation(await scopeOf("annotation.edit", ana, projectId), documentId, "delete", id, {
      revision: 1,
    });
    const { revision } = await deleteEntity(await scopeOf("entity.edit", ana, projectId), entityId ?? "", 2);

    const isRemoved = async () => {
      const where = { projectId_id: { projectId, id: entityId ?? "" } };
      return (await db().entity.findUniqueOrThrow({ where, select: { deletedAt: true } })).deletedAt !== null;
    };
    await start(target, (await dryRun(target, { "again.jsonl": file })).id);
    expect(await isRemoved()).toBe(true);
    const made = await dryRun(target, { "again.jsonl": file }, { keepDuplicates: true });
    expect(await start(target, made.id)).toMatchObject({ state: "finished" });
    expect(await isRemoved()).toBe(false);
    const changes = await db().change.findMany({
      where: { projectId, subjectId: entityId ?? "", kind: "entity.restored" },
      select: { before: true, after: true },
    });
    expect(changes).toMatchObject([
      { before: { revision }, after: { deletedAt: null, revision: revision + 1 } },
    ]);
  });
});
