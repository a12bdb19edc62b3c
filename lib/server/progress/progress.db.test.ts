import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { openRoundOf } from "@/lib/test/open-round";
import { addDocument, openTeam, submit, type Team } from "@/lib/test/open-team";
import { batchAnnotations } from "../annotations/write";
import { db } from "../database";
import { exportProgress } from "./export-progress";
import { readProgress } from "./read";

let close: () => Promise<void>;
let team: Team;
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
});
afterAll(() => close());

let number = 0;
const document = () => addDocument(team, `Bulletin number ${++number}`, `Text of bulletin ${number}.`);
const read = async (person: Team["ana"], round?: string) =>
  readProgress(await scopeOf("progress.read", person, team.projectId), round);

/** As if this work had been given and submitted so many times 24 hours ago, in so many milliseconds. */
const date = (
  documentId: string,
  userId: string,
  facts: { given: number; submitted?: number; activeMs?: number },
) =>
  db().$executeRaw`
    UPDATE "Assignment" w SET "createdAt" = now() - make_interval(hours => 24 * ${facts.given}::int),
      "submittedAt" = CASE WHEN w."submittedAt" IS NULL THEN NULL
        ELSE now() - make_interval(hours => 24 * ${facts.submitted ?? 0}::int) END,
      "activeMs" = ${facts.activeMs ?? 0}::int
    FROM "AnnotationSet" s WHERE s."projectId" = w."projectId" AND s."id" = w."setId" AND s."userId" = ${userId}::uuid
      AND w."documentId" = ${documentId}::uuid`;

it("tells growth toward what is wanted, how long work took, and what has waited longest, as far as one may see", async () => {
  const ids: string[] = [];
  for (let at = 0; at < 9; at++) ids.push(await document());
  const round = await openRoundOf(team, ids, [team.ana, team.ben], { dueAt: "2020-01-02T23:59:59.000Z" });
  for (const [at, id] of ids.slice(0, 8).entries()) {
    await submit(team.projectId, team.ana, id);
    await date(id, team.ana.userId, { given: 10, submitted: 8 - at, activeMs: (at + 1) * 60_000 });
  }
  await submit(team.projectId, team.ben, ids[0] ?? "");
  await date(ids[0] ?? "", team.ben.userId, { given: 10, submitted: 1 });
  await date(ids[3] ?? "", team.ben.userId, { given: 12 });

  const { burnup, finish, personTimes, documentTimes, waits } = await read(team.owner, round.id);
  expect(burnup.at(-1)).toMatchObject({ wanted: 18, given: 18, submitted: 9 });
  expect(burnup[0]).toMatchObject({ wanted: 18, given: 1, submitted: 0 });
  expect(finish).toMatchObject({ wanted: 18, submitted: 9, dueAt: "2020-01-02T23:59:59.000Z" });
  expect(finish.forecast).toMatchObject({ kind: "days", likely: expect.any(Number) });

  // Type 7 quartiles of one to eight minutes; Ben has been counted no time, and says nothing.
  expect(personTimes).toMatchObject([
    { userId: team.ana.userId, submitted: 8, timed: 8, leastMs: 60_000, mostMs: 480_000 },
  ]);
  expect(personTimes[0]).toMatchObject({ lowerMs: 165_000, medianMs: 270_000, upperMs: 375_000 });
  expect(documentTimes[0]).toMatchObject({ documentId: ids[7], medianMs: 480_000 });
  expect(documentTimes.find(({ documentId }) => documentId === ids[0])).toMatchObject({
    submitted: 2,
    timed: 1,
  });

  // The first has been waited for since Ana was done with it, and the last since it was given.
  expect(waits[0]).toMatchObject({ documentId: ids[1], userId: team.ben.userId, days: 7, isOverdue: true });
  expect(waits.map(({ days }) => days)).toEqual(waits.map(({ days }) => days).toSorted((a, b) => b - a));

  const own = await read(team.ben, round.id);
  expect(own.burnup.at(-1)).toMatchObject({ wanted: 9, submitted: 1 });
  expect(own.personTimes).toEqual([]);
  expect(own.documentTimes).toEqual([]);
  expect(own.waits.every(({ since }) => since === null)).toBe(true);
});

it("says nothing of a finish before there is a pace, nor of times before there are some", async () => {
  const other = await openTeam();
  const empty = await readProgress(await scopeOf("progress.read", other.owner, other.projectId), undefined);
  expect(empty).toMatchObject({ burnup: [], personTimes: [], documentTimes: [] });
  expect(empty.finish.forecast).toEqual({ kind: "done" });
  const round = await openRoundOf(team, [await document()], [team.ana], { copies: 1 });
  expect((await read(team.owner, round.id)).finish.forecast).toEqual({
    kind: "unknown",
    reason: "tooFewDays",
  });
});

it("counts marks and links of one key apart", async () => {
  const own = await openTeam();
  const id = await addDocument(own, "Talks", "They met in Lysa.");
  const [met, lysa] = [uuidv7(), uuidv7()];
  await batchAnnotations(await scopeOf("annotation.create", own.ana, own.projectId), id, [
    { kind: "span", id: met, tag: "EVENT", spans: [{ start: 5, end: 8 }] },
    { kind: "span", id: lysa, tag: "PLACE", spans: [{ start: 12, end: 16 }] },
    { kind: "relation", tag: "PLACE", fromId: met, toId: lysa },
  ]);
  const { tags } = await readProgress(await scopeOf("progress.read", own.owner, own.projectId), undefined);
  const one = { annotations: 1, documents: 1 };
  expect(tags).toEqual([
    { tag: "EVENT", kind: "span", ...one },
    { tag: "PLACE", kind: "relation", ...one },
    { tag: "PLACE", kind: "span", ...one },
  ]);
});

it("writes each of the figures to a file with a name for every column", async () => {
  const scope = await scopeOf("progress.read", team.owner, team.projectId);
  const head = async (figure: "burnup" | "personTimes" | "documentTimes" | "waits") => {
    const { bytes } = await exportProgress(scope, figure, undefined);
    const [first = "", second = ""] = new TextDecoder().decode(bytes).replaceAll('"', "").split(/\r?\n/);
    expect(second.split(",").length).toBeGreaterThanOrEqual(first.split(",").length);
    return first;
  };
  expect(await head("burnup")).toBe("day_utc,wanted,given_out,submitted");
  expect(await head("personTimes")).toContain("lower_quartile_ms,median_ms,upper_quartile_ms");
  expect(await head("documentTimes")).toContain("document_id,title,submitted");
  expect(await head("waits")).toContain("days_waiting,overdue");
});
