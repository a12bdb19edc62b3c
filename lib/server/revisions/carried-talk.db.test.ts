import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewThread } from "@/lib/contracts/threads";
import { codePointLength } from "@/lib/domain/text/offsets";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, openTeam, submit, type Team } from "@/lib/test/open-team";
import { finishAdjudication } from "../adjudication/finish";
import { readAdjudication } from "../adjudication/read";
import { settleDocument } from "../adjudication/settle";
import { decideItems } from "../adjudication/write";
import { listAnnotations } from "../annotations/read";
import { createAnnotation } from "../annotations/write";
import { createComment, deleteComment } from "../comments/write";
import { db } from "../database";
import { listDisplacements } from "../displacements/read";
import { resolveDisplacements } from "../displacements/write";
import { examine } from "../doctor/examine";
import { moveDocument } from "../documents/write";
import { readEntity } from "../entities/read";
import { createEntity, deleteEntity, restoreEntity } from "../entities/write";
import { ensureJobSchema } from "../jobs/run-jobs";
import { listNotifications } from "../notifications/read";
import { reviewsOf } from "../reviews/read";
import { setReview } from "../reviews/write";
import { listThreads } from "../threads/read";
import { createThread, markThreadRead } from "../threads/write";
import { carriedId } from "./carried-id";
import { decisionNow, newestPlace } from "./newest-place";
import { correctDocument } from "./write";

const TEXT =
  "LYSA: Minister Oran 🕊️ met the envoy in Lysa on Monday.\n\n“We agreed on all points,” she said at dusk. The envoy left early.\n";
/** One quote has another word; nothing else of what is marked here is touched. */
const CORRECTED = `Correction: a word.\n\n${TEXT.replace("all points", "all pointz")}`;
const ONLY_ADDED = `${TEXT}The talks go on tomorrow.\n`;

let close: () => Promise<void>;
let team: Team;
beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openTeam();
});
afterAll(async () => {
  for await (const { name, first } of examine()) expect([name, first]).toEqual([name, []]);
  await close();
});

type Person = Team["owner"];
type Permission = Parameters<typeof scopeOf>[0];
const as = <P extends Permission>(permission: P, person: Person) =>
  scopeOf(permission, person, team.projectId);
const spanOf = (words: string, text = TEXT) => {
  const start = codePointLength(text.slice(0, text.indexOf(words)));
  return { start, end: start + codePointLength(words) };
};
const newDocument = () => addDocument(team, "Report", TEXT);
const annotate = async (person: Person, documentId: string, words: string, text = TEXT) => {
  const input = { kind: "span" as const, tag: "ACTOR", spans: [spanOf(words, text)] };
  return (await createAnnotation(await as("annotation.create", person), documentId, input)).annotation.id;
};
const correct = async (documentId: string, text = CORRECTED) =>
  (await correctDocument(await as("document.edit", team.owner), documentId, { id: uuidv7(), text })).document
    .id;
const talk = async (person: Person, documentId: string, about: Omit<NewThread, "comment">, text = "Why?") =>
  (await createThread(await as("comment.write", person), documentId, { ...about, comment: { text } })).thread;
const threadsOf = async (person: Person, documentId: string) =>
  (await listThreads(await as("comment.read", person), documentId, { limit: 100 })).items;
const review = async (documentId: string, annotationId: string) =>
  setReview(await as("review.write", team.owner), documentId, annotationId, {
    ...{ verdict: "accept", reason: null, text: "", annotationRevision: 1 },
  });
const reviewsAt = async (documentId: string) => reviewsOf(await as("review.read", team.owner), documentId);
const resolve = async (documentId: string, action: "accept" | "drop") => {
  const { items } = await listDisplacements(await as("annotation.read", team.owner), documentId, {
    ...{ limit: 100, state: "waiting" },
  });
  const steps = items.map(({ id, revision }) => ({ action, id, revision }));
  await resolveDisplacements(await as("displacement.resolve", team.owner), documentId, steps, undefined);
  return items;
};

describe("conversations", () => {
  it("follow their annotation, their words or their document, with all that was said and read", async () => {
    const old = await newDocument();
    const actor = await annotate(team.ana, old, "Minister Oran 🕊️");
    const about = {
      annotation: await talk(team.owner, old, { annotationId: actor }),
      words: await talk(team.ana, old, { span: spanOf("met the envoy") }),
      changed: await talk(team.ana, old, { span: spanOf("agreed on all points") }),
      whole: await talk(team.ana, old, {}),
    };
    const answer = { text: "Because." };
    const scope = await as("comment.write", team.ana);
    const { comment } = await createComment(scope, old, about.annotation.id, answer);
    const { comment: gone } = await createComment(scope, old, about.annotation.id, answer);
    await deleteComment(await as("comment.edit", team.ana), old, gone, gone.revision);
    await markThreadRead(await as("presence.send", team.owner), old, about.annotation.id, comment.id);
    const before = await threadsOf(team.owner, old);

    const here = await correct(old);
    const now = new Map((await threadsOf(team.owner, here)).map((thread) => [thread.id, thread]));
    expect(now.size).toBe(4);
    const of = (thread: { readonly id: string }) => now.get(carriedId(here, thread.id));
    const span = spanOf("met the envoy", CORRECTED);
    expect(of(about.annotation)).toMatchObject({
      annotationId: carriedId(here, actor),
      start: null,
      unread: 0,
    });
    expect(of(about.annotation)?.comments).toMatchObject([
      { text: "Why?", createdBy: team.owner.userId, deletedAt: null },
      { text: "Because.", createdBy: team.ana.userId },
      { text: "", deletedAt: expect.any(String) },
    ]);
    expect(of(about.words)).toMatchObject({ ...span, quote: "met the envoy", setId: about.words.setId });
    expect(of(about.changed)).toMatchObject({
      start: null,
      annotationId: null,
      quote: "agreed on all points",
    });
    expect(of(about.whole)).toMatchObject({ start: null, quote: "", annotationId: null });
    expect(await threadsOf(team.owner, old)).toEqual(before);
    // What is said of Ana's work stays between those who see it.
    expect(await threadsOf(team.ben, here)).toEqual([]);
    const place = await newestPlace(await as("document.read", team.ana), old);
    expect([place?.documentId, place?.idOf(actor)]).toEqual([here, carriedId(here, actor)]);
    expect(await newestPlace(await as("document.read", team.ana), here)).toBeNull();
  });

  it("keep the old words while their annotation waits, over further corrections, and take it up again", async () => {
    const old = await newDocument();
    const quote = await annotate(team.ana, old, "We agreed on all points");
    const thread = await talk(team.owner, old, { annotationId: quote });
    const second = await correct(old);
    const [waiting] = await threadsOf(team.owner, second);
    expect(waiting).toMatchObject({ annotationId: null, start: null, quote: "We agreed on all points" });
    const third = await correct(second, `${CORRECTED}More.\n`);
    await resolve(third, "accept");
    const place = await newestPlace(await as("document.read", team.ana), old);
    expect(await threadsOf(team.owner, third)).toMatchObject([
      { id: place?.idOf(thread.id), annotationId: place?.idOf(quote), quote: "" },
    ]);
  });

  it("stay with the old words when their annotation is left behind", async () => {
    const old = await newDocument();
    await talk(team.owner, old, { annotationId: await annotate(team.ana, old, "We agreed on all points") });
    const here = await correct(old);
    await resolve(here, "drop");
    expect(await threadsOf(team.owner, here)).toMatchObject([
      { annotationId: null, quote: "We agreed on all points" },
    ]);
  });
});

describe("verdicts", () => {
  it("stand on the same words, and say that they were given before the text was corrected on others", async () => {
    const old = await newDocument();
    const actor = await annotate(team.ana, old, "Minister Oran 🕊️");
    const quote = await annotate(team.ana, old, "We agreed on all points");
    await review(old, actor);
    await review(old, quote);
    const here = await correct(old);
    expect(await reviewsAt(here)).toMatchObject([
      { annotationId: carriedId(here, actor), annotationRevision: 1, isOutdated: false, revision: 1 },
    ]);
    await resolve(here, "accept");
    const later = (await reviewsAt(here)).find(({ annotationId }) => annotationId === carriedId(here, quote));
    expect(later).toMatchObject({ verdict: "accept", annotationRevision: 0, isOutdated: true });
    expect(await reviewsAt(old)).toHaveLength(2);
    // A new verdict takes its place as anywhere.
    const again = { verdict: "accept", reason: null, text: "", annotationRevision: 1, revision: 1 } as const;
    const scope = await as("review.write", team.owner);
    expect(await setReview(scope, here, carriedId(here, quote), again)).toMatchObject({ isOutdated: false });
  });
});

describe("the gold", () => {
  /** Both mark both; the first is settled by rule, the other decided by hand, and all of it finished. */
  async function adjudicated() {
    const document = await newDocument();
    for (const person of [team.ana, team.ben]) {
      await annotate(person, document, "Minister Oran 🕊️");
      await annotate(
        person,
        document,
        person === team.ana ? "We agreed on all points" : "agreed on all points",
      );
      await submit(team.projectId, person, document);
    }
    const scope = await as("adjudication.decide", team.owner);
    const rule = { policy: "agreed", match: "exact", dryRun: false } as const;
    await settleDocument(scope, document, { ...rule, opId: uuidv7() } as Parameters<
      typeof settleDocument
    >[2]);
    const work = await readAdjudication(await as("adjudication.read", team.owner), document);
    const open = work.items.filter(({ decisions }) => decisions.length === 0);
    await decideItems(scope, document, {
      opId: uuidv7(),
      replaces: [],
      gold: [],
      entities: [],
      decisions: open.map(({ versions }) => ({
        id: uuidv7(),
        sources: versions.map((annotationId) => ({ annotationId, revision: 1 })),
        outcome: { kind: "chosen" as const, from: versions[0] ?? "", goldId: uuidv7() },
        reason: "boundary" as const,
        text: "Longer",
      })),
    });
    await finishAdjudication(scope, document);
    return document;
  }
  const statesOf = async (documentId: string) =>
    (
      await db().assignment.findMany({
        where: { projectId: team.projectId, documentId },
        select: { state: true, set: { select: { kind: true } } },
      })
    )
      .map(({ state, set }) => `${set.kind} ${state}`)
      .sort();

  it("comes along whole where every place is sure: decisions with what they cite, and that it is finished", async () => {
    const old = await adjudicated();
    const before = await readAdjudication(await as("adjudication.read", team.owner), old);
    const here = await correct(old, ONLY_ADDED);
    const now = await readAdjudication(await as("adjudication.read", team.owner), here);
    expect(now).toMatchObject({
      state: "finished",
      items: expect.any(Array),
      decided: before.decided,
      changed: 0,
    });
    const shape = (decisions: typeof now.decisions, id: (id: string) => string) =>
      decisions
        .map(({ kind, annotationId, reason, text, createdBy, createdAt, sources }) => ({
          ...{ kind, reason, text, createdBy, createdAt, annotationId: annotationId && id(annotationId) },
          sources: sources.map((one) => `${id(one.annotationId)} ${one.revision} ${one.isTaken}`).sort(),
        }))
        .sort((a, b) => (a.kind < b.kind ? -1 : 1));
    expect(shape(now.decisions, (id) => id)).toEqual(shape(before.decisions, (id) => carriedId(here, id)));
    expect(await statesOf(here)).toEqual([
      "annotator adjudicated",
      "annotator adjudicated",
      "gold submitted",
    ]);
    const [decision] = before.decisions;
    const moved = await decisionNow(await as("adjudication.read", team.owner), old, decision?.id ?? "");
    expect(moved).toEqual({ documentId: here, decisionId: carriedId(here, decision?.id ?? "") });
  });

  it("is open again where something waits; a decision comes when the last of what it cites is placed, as changed", async () => {
    const old = await adjudicated();
    const here = await correct(old);
    expect(await statesOf(here)).toEqual(["annotator reopened", "annotator reopened", "gold reopened"]);
    const decisions = () =>
      db().decision.count({ where: { projectId: team.projectId, documentId: here, deletedAt: null } });
    expect(await decisions()).toBe(1);
    await resolve(here, "accept");
    expect(await decisions()).toBe(2);
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, here);
    const now = await readAdjudication(await as("adjudication.read", team.owner), here);
    expect(now).toMatchObject({ state: "ongoing", decided: 2, changed: 1 });
    const next = await correct(here, `${CORRECTED}More.\n`);
    expect(await db().decision.count({ where: { projectId: team.projectId, documentId: next } })).toBe(2);
  });

  it("has no decision about what its gold was left behind of: that is to be decided anew", async () => {
    const old = await adjudicated();
    const here = await correct(old);
    await resolve(here, "drop");
    expect(await db().decision.count({ where: { projectId: team.projectId, documentId: here } })).toBe(1);
  });
});

describe("an entity that only a superseded text names", () => {
  it("can be removed and brought back, and comes back by itself when its text is the newest again", async () => {
    const old = await newDocument();
    const edit = await as("entity.edit", team.ana);
    const { entity } = await createEntity(edit, { kind: "actor", name: "Oran" });
    const input = {
      ...{ kind: "span" as const, tag: "ACTOR", spans: [spanOf("We agreed on all points")] },
      entityId: entity.id,
    };
    await createAnnotation(await as("annotation.create", team.ana), old, input);
    await expect(deleteEntity(edit, entity.id, 1)).rejects.toMatchObject({ code: "wrong_state" });
    const here = await correct(old);
    // It waits for a place, and would need its entity there.
    await expect(deleteEntity(edit, entity.id, 1)).rejects.toMatchObject({ code: "wrong_state" });
    await resolve(here, "drop");
    expect(await deleteEntity(edit, entity.id, 1)).toMatchObject({
      revision: 2,
      deletedAt: expect.any(String),
    });
    expect(await restoreEntity(edit, entity.id, 2)).toMatchObject({ revision: 3, deletedAt: null });
    expect(await restoreEntity(edit, entity.id, 2)).toMatchObject({ revision: 3, deletedAt: null });
    await deleteEntity(edit, entity.id, 3);
    await moveDocument(await as("document.delete", team.owner), "delete", here);
    expect(await readEntity(edit, entity.id)).toMatchObject({ revision: 5, deletedAt: null, mentions: 1 });
  });
});

describe("those whose submitted work is open again", () => {
  it("are told, with the way there and how much waits for them; nobody else is", async () => {
    const old = await newDocument();
    await annotate(team.ana, old, "We agreed on all points");
    await annotate(team.ben, old, "Minister Oran 🕊️");
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, old);
    const inbox = async (person: Person) =>
      (
        await listNotifications(await scopeOf("notification.read", person), { limit: 50, unread: true })
      ).items.filter(({ kind, documentId }) => kind === "reopened" && documentId === here);
    const here = await correct(old);
    expect(await inbox(team.ana)).toMatchObject([
      { actorId: team.owner.userId, details: { isCorrected: true, count: 1 } },
    ]);
    expect(await inbox(team.ben)).toEqual([]);
    expect(
      (await listAnnotations(await as("annotation.read", team.ben), here, { limit: 10 })).items,
    ).toHaveLength(1);
  });
});
