import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import { seededRandom } from "@/lib/domain/agreement/random";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { bySession, call, type Input } from "@/lib/test/call-api";
import { addMember, openInstallation, signedInPerson } from "@/lib/test/open-installation";
import { openRoundOf } from "@/lib/test/open-round";
import { addDocument, openTeam, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { examine } from "../doctor/examine";

type Person = Team["ana"];
const TEXT = "Minister Oran met the envoy in Lysa. They agreed.";

let close: () => Promise<void>;
let team: Team;
let curator: Person;
let round: string;
const documents: string[] = [];
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  curator = await signedInPerson("Cora");
  await addMember(team.projectId, curator, "curator");
  for (const title of ["First", "Second"])
    documents.push(await addDocument(team, title, `${title}. ${TEXT}`));
  round = (await openRoundOf(team, documents, [team.ana, team.ben], { isBlind: true })).id;
});
afterAll(() => close());

const random = seededRandom(20);
const oneOf = <T>(list: readonly T[]): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error("Nothing to choose from");
  return found;
};

type Move = readonly [OperationName, Person, Omit<Input, "params"> & { params?: Record<string, string> }];

const revisionOf = async () =>
  (await db().round.findFirstOrThrow({ where: { id: round }, select: { revision: true } })).revision;
const setOf = async ({ userId }: Person) =>
  (await db().annotationSet.findFirst({ where: { projectId: team.projectId, userId } }))?.id ?? uuidv7();

/** Something that somebody may do at any moment, on whatever document. */
const moves: readonly ((document: string) => Move | Promise<Move>)[] = [
  () => ["createAnnotation", oneOf([team.ana, team.ben]), { body: marked() }],
  () => ["createAnnotation", oneOf([team.ana, team.ben]), { body: marked() }],
  () => ["submitDocument", team.ana, { body: {} }],
  () => ["submitDocument", team.ben, { body: {} }],
  async () => ["reopenDocument", team.owner, { body: { setId: await setOf(oneOf([team.ana, team.ben])) } }],
  () => ["reopenDocument", oneOf([team.ana, team.ben]), { body: {} }],
  () => [
    "settle",
    oneOf([team.owner, curator]),
    { body: { opId: uuidv7(), policy: "agreed", match: "exact" } },
  ],
  async (document) => ["decide", oneOf([team.owner, curator]), { body: await decision(document) }],
  async (document) => ["decide", oneOf([team.owner, curator]), { body: await decision(document) }],
  async (document) => {
    const last = await db().change.findFirst({
      where: { documentId: document, kind: "decision.made" },
      orderBy: { seq: "desc" },
      select: { opId: true },
    });
    return ["undoDecisions", curator, { body: { opId: uuidv7(), undoes: last?.opId ?? uuidv7() } }];
  },
  async (document) => ["takeBackDecisions", oneOf([team.owner, curator]), { body: await backing(document) }],
  () => ["finishAdjudication", oneOf([team.owner, curator]), {}],
  () => ["resumeAdjudication", oneOf([team.owner, curator]), {}],
  async () =>
    random() < 0.8
      ? ["submitDocument", team.ben, { body: {} }]
      : ["closeRound", team.owner, { params: { round }, body: { revision: await revisionOf() } }],
  async () => ["openRound", team.owner, { params: { round }, body: { revision: await revisionOf() } }],
  async () => ["openRound", team.owner, { params: { round }, body: { revision: await revisionOf() } }],
  () =>
    random() < 0.7
      ? ["submitDocument", team.ben, { body: {} }]
      : ["removeMember", team.owner, { params: { member: team.ben.userId } }],
  (_document) => [
    "correctDocument",
    curator,
    { body: { id: uuidv7(), text: `${oneOf(["First", "Second"])}. ${TEXT} Correction ${random()}.` } },
  ],
  async () => {
    const where = { id: team.projectId };
    const { schemeVersion: version } = await db().project.findUniqueOrThrow({ where });
    const tags = defaultScheme.tags.filter(({ key }) => key !== oneOf(["TIME", "PLACE", "EVENT"]));
    return ["replaceScheme", team.owner, { body: { version, scheme: { ...defaultScheme, tags } } }];
  },
  () => ["createThread", oneOf([team.ana, curator]), { body: { comment: { text: "Who?" } } }],
];

const marked = () => {
  const start = Math.floor(random() * 8);
  return {
    id: uuidv7(),
    kind: "span",
    tag: oneOf(["ACTOR", "EVENT", "TIME"]),
    spans: [{ start, end: start + 3 }],
  };
};

/** Takes the first item that nobody has decided, whoever else may be about to. */
async function workOn(document: string) {
  const params = { project: team.projectId, document };
  return (await call("readAdjudication", { params, headers: await bySession(team.owner) })).json();
}

/** Takes back whatever is decided on the first thing, or what nobody decided. */
async function backing(document: string) {
  const { decisions = [], gold = [] } = await workOn(document);
  const named = (rows: readonly { id: string; revision: number }[]) =>
    rows.map(({ id, revision }) => ({ id, revision }));
  const own = decisions.slice(0, 1);
  const made = gold.filter(({ id }: { id: string }) => id === own[0]?.annotationId);
  return {
    ...{ opId: uuidv7(), gold: named(made) },
    decisions: own.length > 0 ? named(own) : [{ id: uuidv7(), revision: 1 }],
  };
}

async function decision(document: string) {
  const work = await workOn(document);
  const item = work.items?.find((one: { decisions: unknown[] }) => one.decisions.length === 0);
  const versions: string[] = item?.versions ?? [];
  const sources = (work.annotations ?? [])
    .filter((one: { id: string }) => versions.includes(one.id))
    .map((one: { id: string; revision: number }) => ({ annotationId: one.id, revision: one.revision }));
  const outcome = versions[0]
    ? { kind: "chosen", from: versions[0], goldId: uuidv7() }
    : {
        kind: "edited",
        goldId: uuidv7(),
        annotation: { kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 3 }] },
      };
  return { opId: uuidv7(), decisions: [{ id: uuidv7(), sources, outcome }] };
}

it("whatever people do at once is done whole or refused, and the log tells it as it is", async () => {
  const wrong: string[] = [];
  const doSomething = async () => {
    // Mostly the newest texts: on the others there is nothing to do any more.
    const document = oneOf(random() < 0.1 ? documents : documents.slice(-3));
    const [name, who, { params, ...input }] = await oneOf(moves)(document);
    const asked = { ...input, params: { project: team.projectId, document, ...params } };
    const response = await call(name, { ...asked, headers: await bySession(who) });
    const said = await response.text();
    if (response.status >= 500) wrong.push(`${name} ${said}`);
    if (name === "correctDocument" && response.status === 201) documents.push(JSON.parse(said).id);
    if (name === "removeMember" && response.status === 200)
      await addMember(team.projectId, team.ben, "annotator");
  };
  for (let turn = 0; turn < 60; turn++) await Promise.all(Array.from({ length: 6 }, doSomething));
  expect(wrong).toEqual([]);
  const findings = [];
  for await (const { name, count, first } of examine()) // The test brings Ben back without an invitation.
    if (count > 0 && name !== "A member is what their last change says")
      findings.push({ name, count, first });
  expect(findings).toEqual([]);
});
