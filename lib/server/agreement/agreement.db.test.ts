import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { AgreementOptions, AgreementReportResource } from "@/lib/contracts/agreement";
import { gamma } from "@/lib/domain/agreement/gamma";
import { seededRandom } from "@/lib/domain/agreement/random";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, openTeam, submit, type Team } from "@/lib/test/open-team";
import { buildWork } from "@/seeds/build";
import { db } from "../database";
import { ensureJobSchema } from "../jobs/run-jobs";
import { highsSolver } from "./highs-solver";
import { listPairings } from "./list-pairings";
import { listReports, readReport } from "./read";
import { runAgreementJob } from "./run-agreement-job";
import { sweepReports } from "./sweep-reports";
import { cancelReport, createReport } from "./write";

let close: () => Promise<void>;
let team: Team;
/** Each with the work of Ana and Ben; the last is submitted by Ana alone. */
let documents: string[];

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
});
afterAll(() => close());

type Span = readonly [tag: string, start: number, end: number];
const code = (person: Team["owner"], documentId: string, spans: readonly Span[], isSubmitted = true) =>
  buildWork(team.projectId, person, {
    documentId,
    isSubmitted,
    steps: spans.map(([tag, start, end]) => ({ kind: "span", tag, spans: [{ start, end }] })),
  });

const anasMarks: readonly Span[] = [
  ["ACTOR", 0, 13],
  ["PLACE", 33, 37],
];
const bensMarks: readonly Span[] = [
  ["ACTOR", 0, 13],
  ["EVENT", 14, 17],
  ["ACTOR", 33, 37],
];

beforeEach(async () => {
  team = await openTeam();
  documents = [];
  for (const number of [0, 1, 2]) {
    const id = await addDocument(
      team,
      `Report ${number}`,
      `Minister Oran met the envoy 🕊 in Lysa. ${number}`,
    );
    documents.push(id);
    await code(team.ana, id, anasMarks);
    await code(team.ben, id, bensMarks, number < 2);
  }
});

const runner = () => scopeOf("agreement.run", team.owner, team.projectId);
const wish = (options: object = {}) => ({ options: AgreementOptions.parse(options) });
const attempt = { attempts: 1, max_attempts: 1 };
const work = (reportId: string) =>
  runAgreementJob({ projectId: team.projectId, reportId, revision: 1 }, attempt, undefined);

async function finished(options: object = {}) {
  const { report } = await createReport(await runner(), wish(options));
  await work(report.id);
  const done = AgreementReportResource.parse(await readReport(await runner(), report.id));
  if (!done.result) throw new Error(`${done.state} ${done.problem}`);
  return { ...done, result: done.result };
}

const overallOf = ({ result }: Awaited<ReturnType<typeof finished>>, measure: string) =>
  result.measures.find((one) => one.measure === measure)?.overall;

it("compares what has been submitted, and nothing else", async () => {
  const report = await finished();
  expect(report.state).toBe("done");
  expect(report.done).toBe(report.total);
  expect(report.result).toMatchObject({ documents: 2, documentsAlone: 1 });
  expect(report.result.coders.map(({ name, documents: count, units }) => [name, count, units])).toEqual([
    [team.ana.name, 2, 4],
    [team.ben.name, 2, 6],
  ]);
  expect(overallOf(report, "span-f1-exact")).toMatchObject({ state: "value", value: 4 / 10, documents: 2 });
  await submit(team.projectId, team.ben, documents[2] ?? "");
  expect((await finished()).result.documents).toBe(3);
});

it("finds words in texts with characters beyond the first plane", async () => {
  const report = await finished({ measures: ["token-f1"] });
  expect(report.result.measures.map(({ measure }) => measure)).toEqual(["token-f1"]);
  const places = report.result.measures[0]?.topics.find(({ tag }) => tag === "PLACE");
  expect(places?.estimate).toMatchObject({ state: "value", value: 0, items: 2 });
});

it("works out γ when asked for it by name, and only then", async () => {
  expect(overallOf(await finished(), "gamma")).toBeUndefined();
  const { result } = await finished({ measures: ["gamma", "gamma-cat", "alpha-unitizing"], seed: 3 });
  expect(result.measures.map(({ measure }) => measure)).toEqual(["alpha-unitizing", "gamma", "gamma-cat"]);
  const mark = ([tag, start, end]: Span) => ({ id: tag, tag, spans: [{ start, end }], attributes: {} });
  const coded = documents.slice(0, 2).map((id) => ({
    id,
    length: 40,
    tokens: [],
    codings: [
      { coder: "ana", units: anasMarks.map(mark), links: [] },
      { coder: "ben", units: bensMarks.map(mark), links: [] },
    ],
  }));
  const random = seededRandom(3);
  const expected = await gamma(coded, {
    categories: ["ACTOR", "EVENT", "PLACE"],
    solve: await highsSolver(),
    random,
  });
  if (expected?.gamma.state !== "value") throw new Error("γ has a value here");
  const [, found] = result.measures;
  expect(found?.overall).toMatchObject({
    value: expect.closeTo(expected.gamma.value, 9),
    documents: 2,
    items: 10,
  });
  expect(found?.pairs.map(({ estimate }) => estimate)).toEqual([found?.overall]);
  expect(JSON.stringify(result)).not.toContain("NaN");
});

it("keeps to the tags, documents and people that were asked for", async () => {
  expect((await finished({ tags: ["ACTOR"] })).result.tags).toEqual([
    { tag: "ACTOR", kind: "unit", count: 7 },
  ]);
  expect((await finished({ documents: documents.slice(0, 1) })).result.documents).toBe(1);
  const alone = await finished({ people: [team.ana.userId] });
  expect(alone.result).toMatchObject({ documents: 0, documentsAlone: 3 });
  expect(overallOf(alone, "cohen-kappa")).toMatchObject({ state: "undefined", reason: "one_coder" });
  expect((await finished({ submittedFrom: "2999-01-01" })).result.coders).toEqual([]);
  expect((await finished({ round: team.projectId })).result.documents).toBe(0);
});

it("compares everybody with the gold, where there is one", async () => {
  expect((await finished({ against: "gold" })).result.measures[0]?.pairs).toEqual([]);
  const { projectId } = team;
  const set = await db().annotationSet.findFirstOrThrow({ where: { projectId, userId: team.ana.userId } });
  const gold = await db().annotationSet.create({
    data: { ...set, id: projectId, kind: "gold", userId: null },
  });
  await db().assignment.createMany({
    data: documents.map((documentId) => ({ projectId, documentId, setId: gold.id, state: "submitted" })),
  });
  const report = await finished({ against: "gold" });
  expect(report.result.documents).toBe(3);
  expect(report.result.measures[0]?.pairs.map(({ a }) => a)).toEqual([gold.id, gold.id]);
});

it("answers the report that is there until the work or the options change", async () => {
  const first = await finished();
  const again = await createReport(await runner(), wish());
  expect(again).toMatchObject({ isNew: false, report: { id: first.id, isCurrent: true } });
  expect((await createReport(await runner(), wish({ seed: 2 }))).isNew).toBe(true);
  await db().annotation.updateMany({
    where: { projectId: team.projectId, tag: "EVENT" },
    data: { revision: { increment: 1 } },
  });
  expect((await readReport(await runner(), first.id)).isCurrent).toBe(false);
  expect((await createReport(await runner(), wish())).isNew).toBe(true);
  expect((await listReports(await runner(), { limit: 2 })).items).toHaveLength(2);
});

it("stops when it is cancelled, also under way", async () => {
  const { report } = await createReport(await runner(), wish());
  expect(await cancelReport(await runner(), report.id)).toMatchObject({ state: "cancelled", result: null });
  await work(report.id);
  expect((await readReport(await runner(), report.id)).state).toBe("cancelled");
  await expect(cancelReport(await runner(), (await finished()).id)).rejects.toMatchObject({
    code: "wrong_state",
  });
});

it("says that it failed when the last try did", async () => {
  const { report } = await createReport(await runner(), wish());
  const aborted = AbortSignal.abort();
  const payload = { projectId: team.projectId, reportId: report.id, revision: 1 };
  await expect(runAgreementJob(payload, { attempts: 1, max_attempts: 2 }, aborted)).rejects.toThrow();
  expect((await readReport(await runner(), report.id)).state).toBe("waiting");
  await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  await sweepReports();
  expect(await readReport(await runner(), report.id)).toMatchObject({ state: "failed" });
});

it("lists the very marks behind a cell, page by page, and those that only one has", async () => {
  const report = await finished();
  const [a, b] = report.result.coders.map(({ id }) => id);
  const [confusion] = report.result.confusions;
  const cell = confusion?.cells.find(({ row, column }) => row === "PLACE" && column === "ACTOR");
  expect(cell).toMatchObject({ count: 2, sameExtent: 2 });
  const query = { a: a ?? "", b: b ?? "", row: "PLACE", column: "ACTOR", limit: 1 };
  const first = await listPairings(await runner(), report.id, query);
  expect(first.items[0]).toMatchObject({
    documentTitle: "Report 0",
    a: { id: cell?.items[0]?.a, tag: "PLACE", spans: [{ start: 33, end: 37, quote: "Lysa" }] },
    b: { id: cell?.items[0]?.b, tag: "ACTOR" },
  });
  const next = await listPairings(await runner(), report.id, { ...query, cursor: first.nextCursor ?? "" });
  expect(next).toMatchObject({ items: [{ documentTitle: "Report 1" }], nextCursor: null });
  const alone = await listPairings(await runner(), report.id, {
    a: a ?? "",
    b: b ?? "",
    column: "EVENT",
    limit: 9,
  });
  expect(alone.items.map((item) => [item.a, item.b?.spans[0]?.quote])).toEqual([
    [null, "met"],
    [null, "met"],
  ]);
});

it("is not for those who work blind, and knows its measures", async () => {
  await expect(scopeOf("agreement.read", team.ana, team.projectId)).rejects.toMatchObject({
    code: "forbidden",
  });
  const scope = { ...(await runner()), sees: "self" as const };
  await expect(listReports(scope, { limit: 1 })).rejects.toMatchObject({ code: "forbidden" });
  const unheard = createReport(await runner(), wish({ measures: ["guess"] }));
  await expect(unheard).rejects.toMatchObject({ code: "invalid_input" });
});
