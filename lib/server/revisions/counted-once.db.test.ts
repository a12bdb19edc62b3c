import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgreementOptions } from "@/lib/contracts/agreement";
import { ReviewFilter } from "@/lib/contracts/reviews";
import { connect } from "@/lib/server/database";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { openRoundOf } from "@/lib/test/open-round";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { listAdjudication } from "../adjudication/list";
import { readOutline } from "../agreement/read-coded-documents";
import { nextDocument } from "../assignments/read";
import { countCorpus } from "../corpus/open-corpus";
import { Snapshot } from "../corpus/snapshot";
import { db } from "../database";
import { examine } from "../doctor/examine";
import { moveDocument } from "../documents/write";
import { readProgress } from "../progress/read";
import { listReviews } from "../reviews/read";
import { previewReviews } from "../reviews/review-many";
import { removeReview, setReview } from "../reviews/write";
import { claimDocument } from "../rounds/claim";
import { readMatrix } from "../rounds/matrix";
import { readMyRounds } from "../rounds/my-rounds";
import { listRounds } from "../rounds/read";
import { planRound } from "../rounds/stored-plan";
import { visible } from "../visibility";
import { correctDocument } from "./write";

const TEXT = "LYSA: Minister Oran met the envoy in Lysa on Monday, and the envoy left early.";
const CORRECTED = TEXT.replace("Monday", "Tuesday");

let close: () => Promise<void>;
beforeAll(async () => {
  ({ close } = await openInstallation());
});
afterAll(async () => {
  for await (const { name, first } of examine()) expect([name, first]).toEqual([name, []]);
  await close();
});

type Person = Team["owner"];
const correct = async (team: Team, documentId: string, text = CORRECTED) =>
  (
    await correctDocument(await scopeOf("document.edit", team.owner, team.projectId), documentId, {
      id: uuidv7(),
      text,
    })
  ).document.id;
const roundOf = async (team: Team) => {
  const { items } = await listRounds(await scopeOf("round.read", team.owner, team.projectId), { limit: 10 });
  const [round] = items;
  if (!round) throw new Error("no round");
  return round;
};
const move = async (team: Team, to: "delete" | "restore", id: string) =>
  moveDocument(await scopeOf("document.delete", team.owner, team.projectId), to, id);

describe("one corrected document of a round that two have submitted", () => {
  let team: Team;
  let old: string;
  let here: string;
  let roundId: string;

  beforeAll(async () => {
    team = await openTeam();
    const { projectId, owner, ana, ben } = team;
    old = await addDocument(team, "Report", TEXT);
    roundId = (await openRoundOf(team, [old], [ana, ben], { copies: 2 })).id;
    const marked = await mark(projectId, ana, old);
    await mark(projectId, ben, old);
    await submit(projectId, ana, old);
    await submit(projectId, ben, old);
    const opinion = { verdict: "accept", reason: null, text: "", annotationRevision: 1 } as const;
    await setReview(await scopeOf("review.write", owner, projectId), old, marked, opinion);
    here = await correct(team, old);
    here = await correct(team, here, CORRECTED.replace("early", "late"));
  });
  const lead = <P extends Parameters<typeof scopeOf>[0]>(permission: P) =>
    scopeOf(permission, team.owner, team.projectId);

  it("is one in progress and in every total of its round", async () => {
    const progress = await readProgress(await lead("progress.read"), undefined);
    expect(
      progress.people.map(({ assigned, submitted, annotations }) => [assigned, submitted, annotations]),
    ).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(
      progress.documents.map(({ documentId, assigned, annotations }) => [documentId, assigned, annotations]),
    ).toEqual([[here, 2, 2]]);
    expect(progress.tags).toEqual([{ tag: "ACTOR", kind: "span", annotations: 2, documents: 1 }]);
    expect(progress.days.map(({ submitted, annotations }) => [submitted, annotations])).toEqual([[2, 2]]);
    expect(await roundOf(team)).toMatchObject({
      documents: 1,
      progress: { places: 2, given: 2, submitted: 2 },
    });
    const matrix = await readMatrix(await lead("progress.readAll"), roundId, { limit: 10 });
    expect(matrix.items.map(({ documentId, cells }) => [documentId, cells.length])).toEqual([[here, 2]]);
    const mine = await readMyRounds(await scopeOf("round.read", team.ana, team.projectId));
    expect(mine.items).toMatchObject([{ total: 1, submitted: 1, next: [] }]);
    const plan = await planRound(await lead("round.manage"), roundId);
    expect(plan).toMatchObject({ documents: 1, places: 2, assignments: [], shortfalls: [] });
  });

  it("is one unit of agreement and one document to adjudicate", async () => {
    const snapshot = await Snapshot.open(() => connect("replica"));
    try {
      const outline = await readOutline(snapshot, team.projectId, AgreementOptions.parse({ round: roundId }));
      expect(outline.documents.map(({ id }) => id)).toEqual([here]);
      expect(outline.tags).toEqual([{ tag: "ACTOR", kind: "unit", count: 2 }]);
    } finally {
      await snapshot.close();
    }
    const { items } = await listAdjudication(await lead("adjudication.read"), { limit: 10 });
    expect(items.map(({ documentId, items: count }) => [documentId, count])).toEqual([[here, 1]]);
  });

  it("is reviewed once, by any filter, and nothing is said of its earlier texts", async () => {
    const scope = await lead("review.write");
    for (const filter of [{ unreviewed: false }, { unreviewed: false, differences: ["none"] }]) {
      const preview = await previewReviews(scope, { filter: ReviewFilter.parse(filter) });
      expect(preview.sample.map(({ documentId }) => documentId)).toEqual([here, here]);
    }
    const [annotation] = await db().annotation.findMany({
      where: { projectId: team.projectId, documentId: old, reviews: { some: {} } },
      select: { id: true },
    });
    const opinion = {
      verdict: "reject",
      reason: null,
      text: "No",
      annotationRevision: 1,
      revision: 1,
    } as const;
    const refused = { code: "superseded", details: { current: { id: here } } };
    await expect(setReview(scope, old, annotation?.id ?? "", opinion)).rejects.toMatchObject(refused);
    await expect(removeReview(scope, old, annotation?.id ?? "", { revision: 1 })).rejects.toMatchObject(
      refused,
    );
    const reviews = (await listReviews(await lead("review.read"), { limit: 10 })).items;
    expect(reviews.filter(({ documentId }) => documentId !== here)).toEqual([]);
    const earlier = await listReviews(await lead("review.read"), { limit: 10, document: old });
    expect(earlier.items).toHaveLength(1);
  });

  it("is exported once, and with its earlier texts where all revisions are asked for", async () => {
    const scope = await lead("corpus.export");
    const counts = (revisions: "newest" | "all") =>
      countCorpus(scope, { set: "all", status: "submitted", split: "any", revisions });
    expect(await counts("newest")).toMatchObject({
      documents: 1,
      byTag: [{ kind: "span", tag: "ACTOR", count: 2 }],
    });
    expect(await counts("all")).toMatchObject({ documents: 3 });
  });

  it("is nobody's next document", async () => {
    const scope = await scopeOf("document.read", team.ana, team.projectId);
    expect(await nextDocument(scope, undefined)).toMatchObject({ id: null, remaining: 0 });
  });
});

describe("claims", () => {
  it("count a corrected text once against a cap, and lead to the newest text of another", async () => {
    const team = await openTeam();
    const first = await addDocument(team, "One", TEXT);
    const second = await addDocument(team, "Two", "Another story.");
    const settings = { mode: "claimed", copies: 1, cap: 2 } as const;
    const round = await openRoundOf(team, [first, second], [team.ana], settings);
    const claim = async () =>
      (await claimDocument(await scopeOf("round.claim", team.ana, team.projectId), round.id, uuidv7()))
        .documentId;
    expect(await claim()).toBe(first);
    await correct(team, first);
    const newest = await correct(team, second, "Another story, told right.");
    expect(await claim()).toBe(newest);
    await expect(claim()).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("wait for nobody forever: a correction and claims at the same time all come through", async () => {
    const team = await openTeam();
    const documents = await Promise.all(
      ["One", "Two", "Three"].map((title) => addDocument(team, title, `${TEXT} ${title}`)),
    );
    const settings = { mode: "claimed", copies: 2 } as const;
    const round = await openRoundOf(team, documents, [team.ana, team.ben], settings);
    const claim = async (person: Person) =>
      claimDocument(await scopeOf("round.claim", person, team.projectId), round.id, uuidv7());
    const done = await Promise.allSettled([
      ...documents.map((id) => correct(team, id, `${TEXT} corrected ${id}`)),
      ...[team.ana, team.ben, team.ana, team.ben].map(claim),
    ]);
    expect(done.filter(({ status }) => status === "rejected")).toEqual([]);
  });
});

describe("the place in a round", () => {
  const inRound = async (team: Team, roundId: string) =>
    (
      await db().roundDocument.findMany({
        where: { projectId: team.projectId, roundId, leftAt: null },
        select: { documentId: true, copies: true },
      })
    ).map(({ documentId, copies }) => [documentId, copies]);

  it("goes to the correction, back when it is removed and to it again, and the log says so", async () => {
    const team = await openTeam();
    const old = await addDocument(team, "Report", TEXT);
    const round = await openRoundOf(team, [old], [team.ana, team.ben], { copies: 2 });
    const made = await correct(team, old);
    expect(await inRound(team, round.id)).toEqual([[made, 2]]);
    await move(team, "delete", made);
    expect(await inRound(team, round.id)).toEqual([[old, 2]]);
    expect(await roundOf(team)).toMatchObject({ documents: 1, progress: { given: 2 } });
    await move(team, "restore", made);
    expect(await inRound(team, round.id)).toEqual([[made, 2]]);
    const changes = await db().change.findMany({
      where: { projectId: team.projectId, kind: "round.handedOver" },
      orderBy: { seq: "asc" },
      select: { subjectId: true, documentId: true, before: true },
    });
    expect(changes).toMatchObject([
      { subjectId: round.id, documentId: made, before: { documentId: old } },
      { subjectId: round.id, documentId: old, before: { documentId: made } },
      { subjectId: round.id, documentId: made, before: { documentId: old } },
    ]);
  });

  it("keeps the earlier text as blind as it was, in a project that is not", async () => {
    const team = await openTeam({ blind: false });
    const old = await addDocument(team, "Report", TEXT);
    await openRoundOf(team, [old], [team.ana, team.ben], { copies: 2, isBlind: true });
    await mark(team.projectId, team.ana, old);
    const seen = async () => {
      const scope = await scopeOf("annotation.read", team.ben, team.projectId);
      return db().$queryRaw`SELECT a."id" FROM "Annotation" a WHERE a."projectId" = ${team.projectId}::uuid
        AND a."deletedAt" IS NULL AND ${visible(scope, "a")}`;
    };
    expect(await seen()).toEqual([]);
    const made = await correct(team, old);
    expect(await seen()).toEqual([]);
    await correct(team, made, `${CORRECTED} Again.`);
    expect(await seen()).toEqual([]);
  });
});
