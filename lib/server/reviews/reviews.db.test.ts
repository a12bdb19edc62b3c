import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReviewFilter } from "@/lib/contracts/reviews";
import { addMember, openInstallation, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { listAnnotations } from "../annotations/read";
import { createAnnotation, moveAnnotation, updateAnnotation } from "../annotations/write";
import { listChanges } from "../changes/read";
import { db } from "../database";
import { examine } from "../doctor/examine";
import { correctDocument } from "../revisions/write";
import { listReviews } from "./read";
import { previewReviews, reviewMany } from "./review-many";
import { listReviewRuns } from "./review-runs";
import { undoReviews } from "./undo-reviews";
import { removeReview, setReview } from "./write";

type Person = Team["owner"];
type Input = Partial<Parameters<typeof setReview>[3]>;

let close: () => Promise<void>;
let team: Team;
let curator: Person;

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  curator = await signedInPerson("Cora");
  await addMember(team.projectId, curator, "curator");
});
afterAll(() => close());

const TEXT = "Mira met Oran. “We agreed,” she said.";
const reject = { verdict: "reject", reason: "not_a_quote", text: "" } as const;
const writer = (person: Person) => scopeOf("review.write", person, team.projectId);
const give = async (person: Person, document: string, annotation: string, input: Input = {}) =>
  setReview(await writer(person), document, annotation, {
    verdict: "accept",
    reason: null,
    text: "",
    annotationRevision: 1,
    ...input,
  });
const seenBy = async (person: Person, document: string) => {
  const scope = await scopeOf("review.read", person, team.projectId);
  return (await listReviews(scope, { document, limit: 100 })).items;
};
const changesSeenBy = async (person: Person, document: string) => {
  const scope = await scopeOf("change.read", person, team.projectId);
  const { items } = await listChanges(scope, { document, noun: "review", limit: 100 });
  return items.map(({ kind }) => kind);
};

/** A document with a mark of Ana's. */
async function marked(title: string): Promise<{ document: string; annotation: string }> {
  const document = await addDocument(team, title, `${TEXT} ${title}`);
  return { document, annotation: await mark(team.projectId, team.ana, document) };
}

async function opened(title: string) {
  const made = await marked(title);
  for (const person of [team.ana, team.ben]) await submit(team.projectId, person, made.document);
  return made;
}

describe("a verdict", () => {
  it("is one for each reviewer and annotation, changeable, and the same again changes nothing", async () => {
    const { document, annotation } = await marked("One");
    const id = uuidv7();
    const first = await give(team.owner, document, annotation, { ...reject, id });
    expect(first).toMatchObject({
      id,
      verdict: "reject",
      reason: "not_a_quote",
      revision: 1,
      isOutdated: false,
    });
    expect(await give(team.owner, document, annotation, { ...reject, id })).toEqual(first);
    await expect(give(team.owner, document, annotation)).rejects.toMatchObject({
      code: "stale_revision",
      details: { current: { verdict: "reject" } },
    });
    const second = await give(team.owner, document, annotation, { revision: 1 });
    expect(second).toMatchObject({ id, verdict: "accept", reason: null, revision: 2 });
    await give(curator, document, annotation, { verdict: "question" });
    expect((await seenBy(team.owner, document)).map(({ verdict }) => verdict).sort()).toEqual([
      "accept",
      "question",
    ]);
    const log = await db().change.findMany({ where: { subjectId: id }, orderBy: { seq: "asc" } });
    const { setId } = await db().annotation.findFirstOrThrow({ where: { id: annotation } });
    expect(log.map((change) => [change.kind, change.setId])).toEqual([
      ["review.created", setId],
      ["review.updated", setId],
    ]);
  });

  it("can be taken back and given again, under the same id", async () => {
    const { document, annotation } = await marked("Back");
    const { id } = await give(team.owner, document, annotation);
    const scope = await writer(team.owner);
    await expect(removeReview(scope, document, annotation, { revision: 7 })).rejects.toMatchObject({
      code: "stale_revision",
    });
    expect(await removeReview(scope, document, annotation, { revision: 1 })).toMatchObject({ revision: 2 });
    expect(await removeReview(scope, document, annotation, { revision: 1 })).toMatchObject({ revision: 2 });
    expect(await seenBy(team.owner, document)).toEqual([]);
    expect(await give(team.owner, document, annotation, reject)).toMatchObject({ id, revision: 3 });
    await expect(
      removeReview(await writer(curator), document, annotation, { revision: 1 }),
    ).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is given once under the id of its operation, whatever was said since", async () => {
    const { document, annotation } = await marked("Once");
    const [first, second, third] = [uuidv7(), uuidv7(), uuidv7()];
    const { id } = await give(team.owner, document, annotation, { opId: first });
    await give(team.owner, document, annotation, { ...reject, opId: second, revision: 1 });
    // Sent again after the second: without its id it would be refused as out of date.
    expect(await give(team.owner, document, annotation, { opId: first, id })).toMatchObject({
      verdict: "reject",
      revision: 2,
    });
    const scope = await writer(team.owner);
    const gone = { revision: 2, opId: third };
    await removeReview(scope, document, annotation, gone);
    await give(team.owner, document, annotation, { revision: 3 });
    expect(await removeReview(scope, document, annotation, gone)).toMatchObject({
      deletedAt: null,
      revision: 4,
    });
    const other = await marked("Another");
    const { id: otherId } = await give(team.owner, other.document, other.annotation);
    await expect(
      give(team.owner, other.document, other.annotation, { ...reject, opId: first, revision: 1 }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(otherId).not.toBe(id);
  });

  it("was given, also for who hears of it only after the text has been corrected", async () => {
    const { document, annotation } = await marked("Late answer");
    const [given, taken] = [uuidv7(), uuidv7()];
    await give(team.owner, document, annotation, { opId: given });
    const gone = { revision: 1, opId: taken };
    await removeReview(await writer(team.owner), document, annotation, gone);
    const text = `${TEXT} Late answer, corrected`;
    await correctDocument(await scopeOf("document.edit", team.owner, team.projectId), document, { text });
    expect(await give(team.owner, document, annotation, { opId: given })).toMatchObject({ revision: 2 });
    expect(await removeReview(await writer(team.owner), document, annotation, gone)).toMatchObject({
      revision: 2,
    });
    await expect(give(team.owner, document, annotation, { revision: 2 })).rejects.toMatchObject({
      code: "superseded",
    });
  });

  it("comes along with the annotations it is on, where it is asked for", async () => {
    const { document, annotation } = await marked("Along");
    await give(team.owner, document, annotation, reject);
    const scope = await scopeOf("annotation.read", team.ana, team.projectId);
    const listed = async (include?: "reviews") =>
      (await listAnnotations(scope, document, { limit: 10, include })).items;
    expect(await listed("reviews")).toMatchObject([
      { id: annotation, reviews: [{ verdict: "reject", reason: "not_a_quote", isOutdated: false }] },
    ]);
    expect((await listed())[0]).not.toHaveProperty("reviews");
    const bens = await scopeOf("annotation.read", team.ben, team.projectId);
    expect((await listAnnotations(bens, document, { limit: 10, include: "reviews" })).items).toEqual([]);
  });

  it("says why it rejects, and is about what was looked at", async () => {
    const { document, annotation } = await marked("Why");
    await expect(give(team.owner, document, annotation, { verdict: "reject" })).rejects.toMatchObject({
      code: "invalid_input",
      details: { issues: [{ field: "reason" }] },
    });
    await expect(give(team.owner, document, annotation, { annotationRevision: 2 })).rejects.toMatchObject({
      code: "stale_revision",
    });
    await give(team.owner, document, annotation, reject);
    const anas = await scopeOf("annotation.edit", team.ana, team.projectId);
    await updateAnnotation(anas, document, annotation, { note: "Changed", revision: 1 });
    expect(await seenBy(team.ana, document)).toMatchObject([{ isOutdated: true, annotationRevision: 1 }]);
    const again = await give(team.owner, document, annotation, {
      ...reject,
      annotationRevision: 2,
      revision: 1,
    });
    expect(again).toMatchObject({ isOutdated: false, revision: 2 });
    await moveAnnotation(anas, document, "delete", annotation, { revision: 2 });
    await expect(give(curator, document, annotation, { annotationRevision: 3 })).rejects.toMatchObject({
      code: "wrong_state",
    });
    expect(await seenBy(team.owner, document)).toEqual([]);
  });

  it("is never on one's own work, nor under the id of another verdict", async () => {
    const { document, annotation } = await marked("Own");
    await expect(give(team.ana, document, annotation)).rejects.toMatchObject({ code: "forbidden" });
    const { id } = await give(team.owner, document, annotation);
    const other = await marked("Other");
    await expect(give(team.owner, other.document, other.annotation, { id })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("tells the author, once for each verdict", async () => {
    const { document, annotation } = await marked("Told");
    const first = await give(team.owner, document, annotation);
    await give(team.owner, document, annotation);
    await removeReview(await writer(team.owner), document, annotation, { revision: first.revision });
    const news = await db().notification.findMany({ where: { documentId: document } });
    expect(news).toMatchObject([
      { userId: team.ana.userId, actorId: team.owner.userId, kind: "verdict", subjectId: annotation },
    ]);
  });
});

describe("who works blind", () => {
  it("neither gives nor sees verdicts on a teammate's work, by list or feed, until the document opens", async () => {
    const { document, annotation } = await marked("Blind");
    await give(team.owner, document, annotation, reject);
    const gone = { code: "not_found" };
    await expect(give(team.ben, document, annotation)).rejects.toMatchObject(gone);
    await expect(
      removeReview(await writer(team.ben), document, annotation, { revision: 1 }),
    ).rejects.toMatchObject(gone);
    expect(await seenBy(team.ben, document)).toEqual([]);
    expect(await changesSeenBy(team.ben, document)).toEqual([]);
    expect(await previewOf(team.ben, { documents: [document] })).toMatchObject({ count: 0, sample: [] });
    // The author sees what is said of their own work.
    expect(await seenBy(team.ana, document)).toHaveLength(1);
    expect(await changesSeenBy(team.ana, document)).toEqual(["review.created"]);
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, document);
    expect(await seenBy(team.ben, document)).toHaveLength(1);
    expect(await changesSeenBy(team.ben, document)).toEqual(["review.created"]);
    expect(await give(team.ben, document, annotation)).toMatchObject({ verdict: "accept" });
  });
});

const previewOf = async (person: Person, filter: Partial<ReviewFilter>) =>
  previewReviews(await writer(person), { filter: { unreviewed: true, ...filter } });
type Shown = Pick<Awaited<ReturnType<typeof previewOf>>, "documents">;
const many = async (person: Person, opId: string, filter: Partial<ReviewFilter>, { documents }: Shown) =>
  reviewMany(await writer(person), {
    opId,
    step: 0,
    filter: { unreviewed: true, ...filter },
    documents: [...documents],
    verdict: "accept",
    reason: null,
    text: "",
  });

describe("verdicts on many", () => {
  /** Ana and Ben agree on one mark, differ in the edge of one, and each have one the other has not. */
  async function differing() {
    const document = await addDocument(team, "Differing", TEXT);
    const add = async (person: Person, tag: string, start: number, end: number) => {
      const scope = await scopeOf("annotation.create", person, team.projectId);
      const input = { kind: "span" as const, tag, spans: [{ start, end }] };
      return (await createAnnotation(scope, document, input)).annotation.id;
    };
    const ids = {
      anasActor: await add(team.ana, "ACTOR", 0, 4),
      bensActor: await add(team.ben, "ACTOR", 0, 4),
      anasQuote: await add(team.ana, "QUOTE", 15, 27),
      bensQuote: await add(team.ben, "QUOTE", 16, 26),
      anasOwn: await add(team.ana, "EVENT", 5, 8),
    };
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, document);
    return { document, ...ids };
  }

  it("fit by tag, person and kind of difference", async () => {
    const made = await differing();
    const of = async (filter: Partial<ReviewFilter>) =>
      (await previewOf(team.owner, { documents: [made.document], ...filter })).sample.map(
        ({ annotationId }) => annotationId,
      );
    const anas = await db().annotation.findFirstOrThrow({ where: { id: made.anasActor } });
    expect(await of({})).toHaveLength(5);
    expect(await of({ tags: ["QUOTE"] })).toEqual([made.anasQuote, made.bensQuote]);
    expect(await of({ sets: [anas.setId], tags: ["QUOTE", "ACTOR"] })).toEqual([
      made.anasActor,
      made.anasQuote,
    ]);
    expect(await of({ kinds: ["span"], tags: ["QUOTE"] })).toEqual([made.anasQuote, made.bensQuote]);
    expect(await of({ kinds: ["relation"], tags: ["QUOTE"] })).toEqual([]);
    expect(await of({ differences: ["boundary"] })).toEqual([made.anasQuote, made.bensQuote]);
    expect(await of({ differences: ["missing"] })).toEqual([made.anasOwn]);
    expect(await of({ differences: ["none"] })).toEqual([made.anasActor, made.bensActor]);
    expect(await of({ differences: ["none", "missing"], sets: [anas.setId] })).toEqual([
      made.anasActor,
      made.anasOwn,
    ]);
    // One's own work is nothing to review.
    const bens = await previewOf(team.ben, { documents: [made.document] });
    expect(bens.sample.map(({ annotationId }) => annotationId)).not.toContain(made.bensActor);
    expect(bens.count).toBe(3);
  });

  it("go all at once or not at all, once however often they are sent, and are undone as one", async () => {
    const { document, anasQuote } = await differing();
    const filter = { documents: [document] };
    const kept = await give(team.owner, document, anasQuote, reject);
    const preview = await previewOf(team.owner, filter);
    expect(preview).toMatchObject({ count: 4, looked: 1, total: 1, nextCursor: null });
    const opId = uuidv7();
    const extra = await mark(team.projectId, team.owner, document);
    expect(extra).not.toBe("");
    expect(await many(team.owner, opId, filter, preview)).toEqual({ count: 4, leftOut: [] });
    expect(await many(team.owner, opId, filter, preview)).toEqual({ count: 4, leftOut: [] });
    expect(await seenBy(team.owner, document)).toHaveLength(5);
    expect(await previewOf(team.owner, filter)).toMatchObject({ count: 0 });
    await expect(many(team.ben, opId, filter, preview)).rejects.toMatchObject({ code: "conflict" });
    // One that has been changed since stays; the others are as before.
    const [changed] = (await seenBy(team.owner, document)).filter(({ id }) => id !== kept.id);
    await give(team.owner, document, changed?.annotationId ?? "", { verdict: "question", revision: 1 });
    const scope = await writer(team.owner);
    expect(await undoReviews(scope, { opId })).toEqual({ undone: 3, kept: 1, nextCursor: null });
    expect(await undoReviews(scope, { opId })).toEqual({ undone: 0, kept: 4, nextCursor: null });
    expect((await seenBy(team.owner, document)).map(({ verdict }) => verdict).sort()).toEqual([
      "question",
      "reject",
    ]);
    await expect(undoReviews(await writer(team.ben), { opId })).rejects.toMatchObject({ code: "not_found" });
  });

  it("give back what was said before when they are undone", async () => {
    const { document, annotation } = await opened("Said before");
    await give(team.owner, document, annotation, reject);
    const filter = { documents: [document], unreviewed: false };
    const opId = uuidv7();
    await many(team.owner, opId, filter, await previewOf(team.owner, filter));
    expect(await seenBy(team.owner, document)).toMatchObject([{ verdict: "accept" }]);
    await undoReviews(await writer(team.owner), { opId });
    expect(await seenBy(team.owner, document)).toMatchObject([
      { verdict: "reject", reason: "not_a_quote", revision: 3 },
    ]);
  });

  it("leave a document out in which anything of it was changed since the preview, and name it", async () => {
    const { document, annotation } = await marked("Changed");
    await mark(team.projectId, team.ben, document, 6);
    const other = await marked("Not changed");
    const filter = { documents: [document, other.document] };
    const preview = await previewOf(team.owner, filter);
    expect(preview.documents.map(({ documentId, count }) => [documentId, count])).toEqual([
      [document, 2],
      [other.document, 1],
    ]);
    const anas = await scopeOf("annotation.edit", team.ana, team.projectId);
    await updateAnnotation(anas, document, annotation, { note: "Changed", revision: 1 });
    const opId = uuidv7();
    const answer = { count: 1, leftOut: [document] };
    expect(await many(team.owner, opId, filter, preview)).toEqual(answer);
    expect(await many(team.owner, opId, filter, preview)).toEqual(answer);
    expect(await seenBy(team.owner, document)).toEqual([]);
    expect(await seenBy(team.owner, other.document)).toHaveLength(1);
  });

  it("are previewed with their words in the text around them, as many of them as are asked for", async () => {
    const made = await differing();
    const filter = { documents: [made.document], unreviewed: true };
    const { sample } = await previewReviews(await writer(team.owner), {
      filter,
      sample: { skip: 2, size: 2 },
    });
    expect(sample).toMatchObject([
      { annotationId: made.anasOwn, kind: "span", tag: "EVENT", documentTitle: "Differing" },
      { annotationId: made.anasQuote, tag: "QUOTE" },
    ]);
    for (const { before, quote, after } of sample) expect(before + quote + after).toBe(TEXT);
    const scope = await writer(team.owner);
    expect((await previewReviews(scope, { filter, sample: { skip: 4, size: 2 } })).sample).toHaveLength(1);
  });

  it("go to none that is left out, and keep which these are for whoever goes on", async () => {
    const { document, anasOwn, anasQuote } = await differing();
    const filter = { documents: [document], unreviewed: true };
    const scope = await writer(team.owner);
    const except = [anasOwn, uuidv7()];
    const preview = await previewReviews(scope, { filter, except });
    expect(preview).toMatchObject({ count: 5, leftOut: [{ annotationId: anasOwn, documentId: document }] });
    expect(preview.sample).toHaveLength(5);
    const opId = uuidv7();
    const opinion = { verdict: "accept" as const, reason: null, text: "" };
    const step = { opId, filter, except, documents: preview.documents, ...opinion };
    expect(await reviewMany(scope, { ...step, step: 0 })).toEqual({ count: 4, leftOut: [] });
    expect(await reviewMany(scope, { ...step, step: 0 })).toEqual({ count: 4, leftOut: [] });
    expect((await seenBy(team.owner, document)).map(({ annotationId }) => annotationId)).not.toContain(
      anasOwn,
    );
    const keptOf = async () => {
      const { items } = await listReviewRuns(await scopeOf("review.read", team.owner, team.projectId), {
        limit: 5,
      });
      return items.find(({ id }) => id === opId)?.except;
    };
    expect(await keptOf()).toEqual(except);
    const rest = await previewReviews(scope, { filter, except });
    expect(rest.leftOut).toHaveLength(1);
    const more = { ...step, documents: rest.documents, except: [anasOwn, anasQuote], step: 1 };
    expect(await reviewMany(scope, more)).toEqual({ count: 0, leftOut: [] });
    expect(await keptOf()).toEqual([anasOwn, anasQuote]);
  });

  it("tell each author once", async () => {
    const { document } = await differing();
    const filter = { documents: [document] };
    await many(team.owner, uuidv7(), filter, await previewOf(team.owner, filter));
    const news = await db().notification.findMany({
      where: { documentId: document },
      select: { userId: true, details: true },
    });
    expect(news.map(({ userId, details }) => [userId, details])).toEqual(
      expect.arrayContaining([
        [team.ana.userId, expect.objectContaining({ verdict: "accept", count: 3 })],
        [team.ben.userId, expect.objectContaining({ verdict: "accept", count: 2 })],
      ]),
    );
    expect(news).toHaveLength(2);
  });
});

it("leaves rows that are what the log says", async () => {
  const broken: string[] = [];
  for await (const { name, count } of examine()) if (count > 0) broken.push(name);
  expect(broken).toEqual([]);
});
