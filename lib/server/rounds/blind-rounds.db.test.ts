import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import type { RoundResource } from "@/lib/contracts/rounds";
import { bySession, call } from "@/lib/test/call-api";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { openRoundOf } from "@/lib/test/open-round";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { createAnnotation } from "../annotations/write";
import { createEntity } from "../entities/write";
import { readHead } from "../reader/read";
import { closeRound, openRound } from "./write";

const SECRET = "It was the envoy who blinked";
let close: () => Promise<void>;
const teams: Record<string, Team> = {};
beforeAll(async () => {
  ({ close } = await openInstallation());
  teams.open = await openTeam({ blind: false });
  teams.blind = await openTeam({ blind: true });
});
afterAll(() => close());

type Work = {
  readonly team: Team;
  readonly round: RoundResource;
  readonly document: string;
  readonly entity: string;
  readonly theirs: string;
};

let number = 0;
/** A document of a round for two, on which Ben has written something that gives him away, and Ana too. */
async function atWork(project: "open" | "blind", isBlind: boolean): Promise<Work> {
  const team = teams[project];
  if (!team) throw new Error(project);
  number += 1;
  const document = await addDocument(
    team,
    `Piece of number ${number}`,
    `Minister Oran met the envoy, ${number}.`,
  );
  const round = await openRoundOf(team, [document], [team.ana, team.ben], { isBlind });
  await mark(team.projectId, team.ana, document);
  const naming = await scopeOf("entity.edit", team.ben, team.projectId);
  const { entity } = await createEntity(naming, { kind: "actor", name: `${SECRET} ${uuidv7()}` });
  const scope = await scopeOf("annotation.create", team.ben, team.projectId);
  const input = { kind: "span", tag: "EVENT", spans: [{ start: 9, end: 13 }], note: SECRET } as const;
  const made = await createAnnotation(scope, document, { ...input, spans: [...input.spans] });
  const naming2 = {
    kind: "span",
    tag: "ACTOR",
    spans: [{ start: 9, end: 13 }],
    entityId: entity.id,
  } as const;
  await createAnnotation(scope, document, { ...naming2, spans: [...naming2.spans] });
  return { team, round, document, entity: entity.id, theirs: made.annotation.id };
}

async function ask(name: OperationName, person: Team["ana"], work: Work, query: Record<string, string> = {}) {
  const { team, document, entity, theirs: annotation, round } = work;
  const params = { project: team.projectId, document, entity, annotation, round: round.id };
  const response = await call(name, { params, query, headers: await bySession(person) });
  return response.text();
}

/** Every way to read of work, and of how far it is. */
const reads: [OperationName, Record<string, string>][] = [
  ["listAnnotations", {}],
  ["readAnnotation", {}],
  ["readReader", {}],
  ["listChanges", {}],
  ["listChanges", { noun: "assignment" }],
  ["listChanges", { order: "newest", noun: "round" }],
  ["listEntities", {}],
  ["listEntities", { search: "envoy" }],
  ["readEntity", {}],
  ["listDocuments", { search: "Oran" }],
  ["exportCorpus", { format: "jsonl" }],
  ["exportCorpus", { format: "csv" }],
  ["exportCorpus", { format: "w3c" }],
  ["exportCorpus", { format: "brat" }],
  ["previewExport", { format: "jsonl" }],
  ["listRounds", {}],
  ["readRound", {}],
  ["readMyRounds", {}],
  ["readMatrix", {}],
  ["readProgress", {}],
  ["exportProgress", { figure: "people" }],
  ["exportProgress", { figure: "documents" }],
  ["exportProgress", { figure: "waits" }],
];
/** What only reading Ben's work could tell. His name is no secret: the round says who is in it. */
const given = (text: string, { entity, theirs }: Work) =>
  [SECRET, theirs, entity, '"EVENT"', ",EVENT,"].filter(
    (sign) => text.includes(sign) && !isScheme(text, sign),
  );
/** An export tells the scheme too, which knows the tag. */
const isScheme = (text: string, sign: string) => sign === '"EVENT"' && text.includes('"tags":[{');

const settings = [
  ["open", true],
  ["blind", true],
] as const;

describe.each(settings)("in a project that is %s, a blind round (%s)", (project, isBlind) => {
  it.each(reads)(
    "tells an annotator nothing of the other by %s %o until both have submitted",
    async (name, query) => {
      const work = await atWork(project, isBlind);
      const { team, document } = work;
      expect(given(await ask(name, team.ana, work, query), work)).toEqual([]);
      expect(given(await ask(name, team.viewer, work, query), work)).toEqual([]);
      await submit(team.projectId, team.ana, document);
      expect(given(await ask(name, team.ana, work, query), work)).toEqual([]);
    },
  );

  it("tells no counts, nor whether the other has submitted, before one has submitted oneself", async () => {
    const work = await atWork(project, isBlind);
    const { team, document } = work;
    const about = [
      "readDocument",
      "readReader",
      "listAnnotations",
      "readMyRounds",
      "readRound",
      "readProgress",
    ] as const;
    const told = async () => Promise.all(about.map(async (name) => ask(name, team.ana, work)));
    const before = await told();
    await mark(team.projectId, team.ben, document, 3);
    await submit(team.projectId, team.ben, document);
    expect(await told()).toEqual(before);
    expect(JSON.parse(before[0] ?? "").annotations).toBe(1);
  });

  it("tells nothing through the live feed and the page", async () => {
    const work = await atWork(project, isBlind);
    const { team, document } = work;
    const scope = await scopeOf("annotation.read", team.ana, team.projectId);
    expect(given(JSON.stringify((await readHead(scope, document)).state), work)).toEqual([]);
    const changes = await ask("listChanges", team.ana, work, { document });
    expect(changes).toContain(team.ana.userId);
    expect(changes).not.toContain(`"principal":"${team.ben.userId}"`);
  });

  it("opens to both when both have submitted, and to nobody else", async () => {
    const work = await atWork(project, isBlind);
    const { team, document } = work;
    const openedTo = async (person: Team["ana"]) => {
      const { items } = JSON.parse(await ask("readMyRounds", person, work));
      const mine = items.find(({ id }: { id: string }) => id === work.round.id);
      return [mine?.opened, mine?.openedLast.map(({ id }: { id: string }) => id)];
    };
    await submit(team.projectId, team.ana, document);
    expect(await openedTo(team.ana)).toEqual([0, []]);
    await submit(team.projectId, team.ben, document);
    expect(await openedTo(team.ana)).toEqual([1, [document]]);
    expect(given(await ask("listAnnotations", team.ana, work), work)).not.toEqual([]);
    expect(given(await ask("listAnnotations", team.viewer, work), work)).toEqual([]);
  });

  it("waits for places that nobody has taken yet, and shows leads everything", async () => {
    const { team } = await atWork(project, isBlind);
    const document = await addDocument(team, `Waiting piece ${number}`, `Some more text ${number}.`);
    const round = await openRoundOf(team, [document], [team.ana], { isBlind, copies: 2 });
    const theirs = await mark(team.projectId, team.ana, document);
    await submit(team.projectId, team.ana, document);
    const work = { team, document, round, theirs, entity: uuidv7() };
    expect(await ask("listAnnotations", team.owner, work)).toContain(theirs);
    expect(await ask("listAnnotations", team.viewer, work)).not.toContain(theirs);
  });

  it("closed, shows those who have submitted what there is, and they can't change theirs any more", async () => {
    const work = await atWork(project, isBlind);
    const { team, document, round } = work;
    await submit(team.projectId, team.ana, document);
    const lead = await scopeOf("round.manage", team.owner, team.projectId);
    const closed = await closeRound(lead, round.id, round.revision);
    expect(given(await ask("listAnnotations", team.ana, work), work)).not.toEqual([]);
    const mine = JSON.parse(await ask("listAnnotations", team.ben, work)).items;
    expect(new Set(mine.map((one: { createdBy: string }) => one.createdBy))).toEqual(
      new Set([team.ben.userId]),
    );
    await openRound(lead, round.id, { revision: closed.revision });
    expect(given(await ask("listAnnotations", team.ana, work), work)).toEqual([]);
    expect(await ask("reopenDocument", team.ana, work)).toContain("forbidden");
  });
});

it("in a blind project, a round that is not blind shows annotators each other's work", async () => {
  const work = await atWork("blind", false);
  expect(given(await ask("listAnnotations", work.team.ana, work), work)).not.toEqual([]);
});

it("says how far teammates are to leads alone", async () => {
  const work = await atWork("open", false);
  const { team, document } = work;
  await submit(team.projectId, team.ben, document);
  const people = async (person: Team["ana"]) =>
    JSON.parse(await ask("readProgress", person, work, { round: work.round.id })).people.map(
      (one: { userId: string }) => one.userId,
    );
  expect(await people(team.ana)).toEqual([team.ana.userId]);
  expect(new Set(await people(team.owner))).toEqual(new Set([team.ana.userId, team.ben.userId]));
  const waits = JSON.parse(await ask("readProgress", team.owner, work, { round: work.round.id })).waits;
  expect(waits).toMatchObject([{ documentId: document, userId: team.ana.userId, state: "open" }]);
  expect(waits[0].since).not.toBeNull();
  const own = JSON.parse(await ask("readProgress", team.ana, work, { round: work.round.id })).waits;
  expect(own).toMatchObject([{ documentId: document, since: null }]);
});

it("writes figures as CSV in which no title runs as a formula", async () => {
  const team = teams.open;
  if (!team) throw new Error("open");
  const document = await addDocument(team, '=HYPERLINK("http://x.example")', "Plain text.");
  await mark(team.projectId, team.ana, document);
  const response = await call("exportProgress", {
    params: { project: team.projectId },
    query: { figure: "documents" },
    headers: await bySession(team.owner),
  });
  expect(response.headers.get("content-type")).toContain("text/csv");
  const text = await response.text();
  expect(text).toContain("document_id");
  expect(text).toContain(`"'=HYPERLINK`);
});
