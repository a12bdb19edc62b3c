import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addMember, openInstallation, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { openRoundOf } from "@/lib/test/open-round";
import { addDocument, openTeam, submit, type Team } from "@/lib/test/open-team";
import { AppError } from "../app-error";
import { db } from "../database";
import { logChecks } from "../doctor/log-checks";
import { rowChecks } from "../doctor/row-checks";
import { changeRoundDocuments } from "./change-documents";
import { claimDocument, giveBackDocument } from "./claim";
import { readRound } from "./read";
import { sweepClaims } from "./sweep-claims";
import { closeRound, openRound } from "./write";

const [PEOPLE, DOCUMENTS, COPIES, CAP, REMOVED] = [20, 50, 2, 6, 10];

let close: () => Promise<void>;
let team: Team;
let people: Team["ana"][];
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  people = [];
  for (let at = 0; at < PEOPLE; at++) {
    const person = await signedInPerson(`Claimer${at}`);
    await addMember(team.projectId, person, "annotator");
    people.push(person);
  }
}, 60_000);
afterAll(() => close());

const lead = () => scopeOf("round.manage", team.owner, team.projectId);

/** What somebody took, in turn, until they were refused, and why they were. */
async function claimAll(
  person: Team["ana"],
  roundId: string,
  at: number,
): Promise<{ taken: string[]; refused: string }> {
  const scope = await scopeOf("round.claim", person, team.projectId);
  const taken: string[] = [];
  for (;;) {
    try {
      const { documentId } = await claimDocument(scope, roundId, uuidv7());
      taken.push(documentId);
      // Every fifth person gives their second one back, and does not stop.
      if (at % 5 === 0 && taken.length === 2) await giveBackDocument(scope, documentId);
      else await submit(team.projectId, person, documentId);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { taken, refused: error.code };
    }
  }
}

/** What each document is held by in the round, and each person holds. */
async function held(roundId: string) {
  const rows = await db().$queryRaw<{ documentId: string; setId: string; isIn: boolean }[]>`
    SELECT w."documentId", w."setId", EXISTS (SELECT FROM "RoundDocument" rd WHERE rd."projectId" = w."projectId"
      AND rd."roundId" = w."roundId" AND rd."documentId" = w."documentId" AND rd."leftAt" IS NULL) AS "isIn"
    FROM "Assignment" w WHERE w."roundId" = ${roundId}::uuid AND w."state" <> 'returned'`;
  const most = (key: "documentId" | "setId") => {
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(row[key], (counts.get(row[key]) ?? 0) + 1);
    return Math.max(0, ...counts.values());
  };
  return { rows, perDocument: most("documentId"), perPerson: most("setId") };
}

it("twenty claimers at once, documents taken out and the round closed between: never too many, never stuck", async () => {
  const ids: string[] = [];
  for (let at = 0; at < DOCUMENTS; at++)
    ids.push(await addDocument(team, `Bulletin number ${at} of the hour`, `Bulletin text ${at}.`));
  const settings = { mode: "claimed", copies: COPIES, cap: CAP } as const;
  const round = await openRoundOf(team, ids, people, settings);

  const claimers = people.map((person, at) => claimAll(person, round.id, at));
  const someTaken = async (count: number) => {
    while ((await db().assignment.count({ where: { roundId: round.id } })) < count)
      await new Promise((resolve) => setImmediate(resolve));
  };
  await someTaken(PEOPLE);
  const removed = ids.slice(0, REMOVED);
  await changeRoundDocuments(await lead(), round.id, { op: "remove", documents: { ids: removed } });
  await someTaken(2 * PEOPLE);
  const { revision } = await readRound(await lead(), round.id);
  const closed = await closeRound(await lead(), round.id, revision);
  const first = await Promise.all(claimers);
  // Whoever was at a document when it left or the round closed was told so, and nobody was told anything else.
  for (const { refused } of first) expect(["wrong_state", "gone", "not_assigned"]).toContain(refused);
  expect(await held(round.id)).toMatchObject({ perDocument: COPIES });

  await openRound(await lead(), round.id, { revision: closed.revision });
  const before = await db().assignment.count({ where: { roundId: round.id, documentId: { in: removed } } });
  const second = await Promise.all(people.map((person, at) => claimAll(person, round.id, at)));
  for (const { refused } of second) expect(["wrong_state", "gone"]).toContain(refused);
  const now = await held(round.id);
  expect(now.perDocument).toBeLessThanOrEqual(COPIES);
  expect(now.perPerson).toBeLessThanOrEqual(CAP);
  expect(await db().assignment.count({ where: { roundId: round.id, documentId: { in: removed } } })).toBe(
    before,
  );
  // A document comes to somebody twice only after they gave it back.
  for (const [at, { taken }] of second.entries())
    expect(taken.length - new Set(taken).size).toBeLessThanOrEqual(at % 5 === 0 ? 1 : 0);
}, 120_000);

it("what was claimed and left lying comes back, and is claimed by others to the last place", async () => {
  const ids: string[] = [];
  for (let at = 0; at < 12; at++)
    ids.push(await addDocument(team, `Late bulletin number ${at} today`, `Late text ${at}.`));
  const round = await openRoundOf(team, ids, people, { mode: "claimed", copies: COPIES, claimHours: 5 });
  const claim = async (person: Team["ana"]) =>
    claimDocument(await scopeOf("round.claim", person, team.projectId), round.id, uuidv7());
  await Promise.all(people.map(claim));
  expect((await held(round.id)).rows).toHaveLength(PEOPLE);
  await db()
    .$executeRaw`UPDATE "Round" SET "openedAt" = now() - interval '9 hours' WHERE "id" = ${round.id}::uuid`;
  await db().$executeRaw`
    UPDATE "Assignment" SET "claimedAt" = now() - interval '6 hours' WHERE "roundId" = ${round.id}::uuid`;
  await Promise.all([sweepClaims(), sweepClaims()]);
  expect((await held(round.id)).rows).toHaveLength(0);
  await Promise.all(people.map((person, at) => claimAll(person, round.id, at + 1)));
  const { rows, perDocument } = await held(round.id);
  expect([rows.length, perDocument]).toEqual([12 * COPIES, COPIES]);
}, 120_000);

it("leaves rows and log as the doctor wants them", async () => {
  for (const { name, violations } of [...rowChecks, ...logChecks])
    expect({ name, found: await db().$queryRaw(violations) }).toEqual({ name, found: [] });
});
