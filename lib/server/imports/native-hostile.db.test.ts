import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lines, linesOf, withHash } from "@/lib/test/native-lines";
import { type BusyTeam, openBusyTeam } from "@/lib/test/open-busy-team";
import { addMember, openInstallation, scopeOf } from "@/lib/test/open-installation";
import { documentsOf, fileOf } from "@/lib/test/open-marked-team";
import { dryRun, openProject, start } from "@/lib/test/open-team";
import { restored } from "@/lib/test/restored-project";
import { db } from "../database";
import { examine } from "../doctor/examine";
import { ensureJobSchema } from "../jobs/run-jobs";
import { listImportItems } from "./read";

let close: () => Promise<void>;
let team: BusyTeam;
let lines: Lines;
beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openBusyTeam();
  lines = linesOf(await fileOf(team, "jsonl"));
}, 60_000);
afterAll(async () => {
  for await (const { name, first } of examine()) expect([name, first]).toEqual([name, []]);
  await close();
});

type Line = Record<string, unknown>;
const listOf = (line: Line, name: string) => line[name] as Lines;
/** The line with the first item of one of its lists changed. */
const withFirst =
  (name: string, change: (item: Line) => Line) =>
  (line: Line): Line => ({
    ...line,
    [name]: listOf(line, name).map((item, at) => (at === 0 ? change(item) : item)),
  });
const set = (more: Line) => (line: Line) => ({ ...line, ...more });

/** The file with the first line of a type changed that is such a one; and which line that is. */
function altered(type: string, isSuch: (line: Line) => boolean, change: (line: Line) => Line) {
  const at = lines.findIndex((line) => line.type === type && isSuch(line));
  expect(at).toBeGreaterThan(0);
  return { file: withHash(lines.map((line, n) => (n === at ? change(line) : line))), line: at + 1 };
}
const hasState = (state: string) => (line: Line) => line.state === state;
const isDocument = () => true;
const aTime = "2025-03-01T09:30:00.000Z";

type Case = readonly [string, string, (line: Line) => boolean, (line: Line) => Line, RegExp];
const refused: readonly Case[] = [
  [
    "an open round that was never opened, so that nothing in it is blind",
    "round",
    hasState("open"),
    set({ openedAt: null }),
    /^openedAt: an open round says when .* add the time, or make its state “planned”/,
  ],
  [
    "a planned round that was opened",
    "round",
    hasState("planned"),
    set({ openedAt: aTime }),
    /^openedAt: a planned round has not been opened .* make the time null/,
  ],
  [
    "a planned round that was closed",
    "round",
    hasState("planned"),
    set({ closedAt: aTime }),
    /^closedAt: a planned round/,
  ],
  [
    "a closed round without its time",
    "round",
    hasState("open"),
    set({ state: "closed" }),
    /^closedAt: a closed round says when .* or make its state “open”/,
  ],
  [
    "a member twice",
    "round",
    hasState("open"),
    (line) => ({ ...line, memberIds: [team.ana.userId, team.ben.userId, team.ana.userId] }),
    /^memberIds: “[-0-9a-f]+” is named twice: name each member once/,
  ],
  [
    "adjudicated work that nobody submitted",
    "document",
    isDocument,
    withFirst("assignments", set({ state: "adjudicated", submittedAt: null })),
    /^assignments\.0\.submittedAt: work that is submitted .* this is adjudicated: correct one of the two/,
  ],
  [
    "open work that was submitted",
    "document",
    isDocument,
    withFirst("assignments", set({ state: "open", submittedAt: aTime })),
    /^assignments\.0\.submittedAt: .* this is open/,
  ],
  [
    "work in a round that the file has not",
    "document",
    isDocument,
    withFirst("assignments", set({ roundId: "x" })),
    /^assignments\.0\.roundId: no line above has the round “x”/,
  ],
  [
    "an annotation of a document that the file has not",
    "document",
    isDocument,
    withFirst("annotations", set({ documentId: "x" })),
    /^annotations\.0\.documentId: this is the id of another document/,
  ],
  [
    "a document in two rounds at a time",
    "document",
    isDocument,
    (line) => {
      const rounds = lines.flatMap(({ type, id }) => (type === "round" ? [id] : []));
      return { ...line, places: rounds.map((roundId) => ({ roundId, copies: 1, leftAt: null })) };
    },
    /^places\.1: a document is in one round at a time/,
  ],
  [
    "a plan that gives somebody a document twice",
    "document",
    isDocument,
    withFirst("places", (place) => {
      const given = { plan: 1, userId: team.ana.userId };
      return { ...place, planned: [given, given] };
    }),
    /^places\.0\.planned: a plan names somebody twice/,
  ],
  [
    "an annotation that is there and was removed",
    "document",
    isDocument,
    (line) => ({ ...line, removed: [{ ...listOf(line, "annotations")[0], deletedAt: aTime }] }),
    /^removed\.0\.id: the id “[-0-9a-f]+” is used twice/,
  ],
  [
    "words without a place that have one",
    "document",
    isDocument,
    withFirst("threads", set({ quote: "Mira" })),
    /^threads\.0\.quote: only words without a place/,
  ],
  [
    "a number that no database counts to",
    "document",
    isDocument,
    withFirst("annotations", set({ revision: 3_000_000_000 })),
    /^annotations\.0\.revision: a whole number from 0 to 2147483647/,
  ],
  [
    "an annotation that nobody could change",
    "document",
    isDocument,
    withFirst("annotations", set({ revision: 0 })),
    /^annotations\.0\.revision: revisions begin with 1/,
  ],
  [
    "a decision that made somebody's own work",
    "document",
    (line) => listOf(line, "decisions").length > 0,
    (line) => {
      const [decision] = listOf(line, "decisions") as { sources: Lines }[];
      return withFirst("decisions", set({ annotationId: decision?.sources[0]?.annotationId }))(line);
    },
    /^decisions\.0\.annotationId: what a decision made is in the gold/,
  ],
];

const rowsIn = (projectId: string) =>
  Promise.all([
    db().document.count({ where: { projectId } }),
    db().round.count({ where: { projectId } }),
    db().assignment.count({ where: { projectId } }),
    db().annotation.count({ where: { projectId } }),
    db().annotationSet.count({ where: { projectId, kind: { not: "annotator" } } }),
    db().change.count({ where: { projectId } }),
  ]);

describe("a file that contradicts itself", () => {
  it.each(refused)(
    "is refused with the line, and changes nothing: %s",
    async (_, type, isSuch, change, reason) => {
      const { file, line } = altered(type, isSuch, change);
      const target = { projectId: await openProject(team.owner, "Wronged"), owner: team.owner };
      const before = await rowsIn(target.projectId);
      const made = await dryRun(target, { "corpus.jsonl": file });
      const scope = await scopeOf("document.import", team.owner, target.projectId);
      const { items } = await listImportItems(scope, made.id, { limit: 10, state: "problem" });
      expect(items.map((item) => [item.path, item.line])).toEqual([["corpus.jsonl", line]]);
      expect(items[0]?.reason).toMatch(reason);
      expect(await rowsIn(target.projectId)).toEqual(before);
    },
  );
});

describe("what a file does not say", () => {
  it("does not throw open what was blind: documents of an annotator's own file stay in their round", async () => {
    const { projectId, ana } = team;
    const { rounds, documents } = await documentsOf(team, {}, ana);
    expect(documents.flatMap(({ places }) => places)).toEqual([]);
    const own = await fileOf({ projectId, owner: ana }, "jsonl");
    const target = { projectId: await openProject(team.owner, "Not blind", false), owner: team.owner };
    for (const person of [team.ana, team.ben]) await addMember(target.projectId, person, "annotator");
    await start(target, (await dryRun(target, { "corpus.jsonl": own })).id);
    const [blind] = (await documentsOf(target)).documents.filter(
      ({ document }) => document.id === team.blind,
    );
    const first = rounds.find(({ name }) => name === "First");
    expect(blind?.places).toEqual([{ roundId: first?.id, copies: 2, leftAt: null, planned: [] }]);
    const bens = (await documentsOf(target, {}, team.ben)).documents.find(
      ({ document }) => document.id === team.blind,
    );
    expect(bens?.annotations.filter(({ createdBy }) => createdBy === ana.userId)).toEqual([]);
  });

  it("is not taken for done: work that became gold is submitted where that gold does not come", async () => {
    const file = withHash(
      lines.map((line) =>
        line.type === "document" && (line.document as Line).id === team.decided
          ? {
              ...line,
              assignments: listOf(line, "assignments").map((work) =>
                work.state === "submitted" ? { ...work, state: "adjudicated" } : work,
              ),
            }
          : line,
      ),
    );
    const [decided] = (await documentsOf(await restored(team, file))).documents;
    expect(decided?.assignments.map(({ state }) => state).sort()).toEqual(["open", "submitted", "submitted"]);
  });
});
