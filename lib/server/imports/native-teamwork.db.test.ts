import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonl } from "@/lib/formats/jsonl";
import { contentOf, type Lines, linesOf, withHash } from "@/lib/test/native-lines";
import { type BusyTeam, openBusyTeam } from "@/lib/test/open-busy-team";
import { addMember, openInstallation, scopeOf } from "@/lib/test/open-installation";
import { documentsOf, everything, fileOf } from "@/lib/test/open-marked-team";
import { dryRun, openProject, start } from "@/lib/test/open-team";
import { openCorpus } from "../corpus/open-corpus";
import { db } from "../database";
import { examine } from "../doctor/examine";
import { listGuidelineCases } from "../guidelines/cases";
import { ensureJobSchema } from "../jobs/run-jobs";
import { listRounds } from "../rounds/read";
import { listThreads } from "../threads/read";
import { listImportItems } from "./read";

let close: () => Promise<void>;
let team: BusyTeam;

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openBusyTeam();
}, 60_000);
afterAll(async () => {
  const wrong = [];
  for await (const finding of examine()) if (finding.count > 0) wrong.push(finding);
  await close();
  expect(wrong).toEqual([]);
});

const openTarget = async (name: string, members: readonly BusyTeam["ana"][] = []) => {
  const target = { projectId: await openProject(team.owner, name), owner: team.owner };
  for (const person of members) await addMember(target.projectId, person, "annotator");
  return target;
};
const bring = async (target: { projectId: string; owner: BusyTeam["owner"] }, file: Buffer) => {
  const made = await dryRun(target, { "corpus.jsonl": file });
  return start(target, made.id);
};

describe("guidelines, rounds and conversations in the native format", () => {
  it("come back in a new project, and its export is equal again", async () => {
    const file = await fileOf(team, "jsonl");
    const target = await openTarget("Restored", [team.ana, team.ben]);
    const made = await dryRun(target, { "corpus.jsonl": file });
    expect(made.counts).toEqual({ new: 3, duplicate: 0, problem: 0 });
    const { items } = await listImportItems(
      await scopeOf("document.import", team.owner, target.projectId),
      made.id,
      { limit: 10 },
    );
    expect(items.map(({ reason }) => reason)).toEqual([
      "With 3 annotations, 1 decision, 2 conversations. The file also brings 2 versions of the guidelines, 2 rounds.",
      "With 2 annotations, 1 conversation.",
      "With 0 annotations.",
    ]);
    expect(await start(target, made.id)).toMatchObject({ state: "finished", total: 3 });
    expect(contentOf(await fileOf(target, "jsonl"))).toEqual(contentOf(file));
    const { guidelines, rounds, documents } = await documentsOf(target);
    expect(guidelines.map(({ number, rules }) => [number, rules.length])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(rounds.map(({ name, state, isBlind, remindDays }) => [name, state, isBlind, remindDays])).toEqual([
      ["First", "open", true, null],
      ["Second", "planned", false, 3],
    ]);
    expect(
      documents.map(({ threads, cases, places }) => [threads.length, cases.length, places.length]),
    ).toEqual([
      [2, 2, 1],
      [1, 0, 1],
      [0, 0, 1],
    ]);
    expect(
      documents[1]?.threads[0]?.comments.map(({ text, deletedAt }) => [text, deletedAt === null]),
    ).toEqual([
      ["Is 🕊️ part of it?", true],
      ["", false],
    ]);
  });

  it("keep what a blind coder may not see out of the coder's file", async () => {
    const bens = await documentsOf(team, {}, team.ben);
    const [decided, blind] = bens.documents;
    expect(decided?.threads).toHaveLength(2);
    expect(blind?.threads).toEqual([]);
    // How many code a document is for leads, and how long others took too.
    expect(bens.documents.flatMap(({ places }) => places)).toEqual([]);
    const times = new Map(bens.header.sets.map(({ id, userId }) => [id, userId]));
    for (const { assignments } of bens.documents)
      for (const { setId, activeMs } of assignments)
        expect(activeMs === null).toBe(times.get(setId) !== team.ben.userId);
    expect(JSON.stringify(blind)).not.toContain(team.ana.userId);
    const anas = await documentsOf(team, {}, team.ana);
    expect(anas.documents[1]?.threads).toHaveLength(1);
    expect([bens.guidelines.length, bens.rounds.length]).toEqual([2, 2]);
  });

  it("are not in the file of a key that may not read them", async () => {
    const principal = {
      ...team.owner,
      via: {
        ...({ kind: "apiKey", apiKeyId: team.projectId, projectId: null } as const),
        permissions: ["corpus.export", "annotation.read"] as const,
      },
    };
    const scope = await scopeOf("corpus.export", principal, team.projectId);
    const { corpus, close } = await openCorpus(scope, everything, jsonl);
    for await (const { threads, cases, places, assignments } of corpus.documents) {
      expect([...threads, ...cases, ...places]).toEqual([]);
      expect(assignments.map(({ roundId }) => roundId).filter((id) => id !== null)).toEqual([]);
    }
    await close();
    expect([corpus.guidelines, corpus.rounds]).toEqual([[], []]);
  });

  it("name people whose accounts are elsewhere as they were called there", async () => {
    const moved = (await fileOf(team, "jsonl"))
      .toString()
      .replaceAll(team.ana.userId, "019a0000-0000-7000-8000-000000000001");
    const file = withHash(linesOf(Buffer.from(moved)));
    const target = await openTarget("Elsewhere");
    await bring(target, file);
    const [decided] = (await documentsOf(target)).documents;
    const scope = await scopeOf("comment.read", team.owner, target.projectId);
    const { items } = await listThreads(scope, decided?.document.id ?? "", { limit: 10 });
    expect(
      items.flatMap(({ comments }) => comments.map(({ createdByName }) => createdByName)).sort(),
    ).toEqual([team.ana.name, team.owner.name, team.owner.name].sort());
    const rounds = await listRounds(await scopeOf("round.read", team.owner, target.projectId), { limit: 10 });
    expect(rounds.items.flatMap(({ members }) => members.map(({ name }) => name))).toContain(team.ana.name);
    const again = await documentsOf(target);
    expect(again.header.people).toContainEqual({
      id: "019a0000-0000-7000-8000-000000000001",
      name: team.ana.name,
    });
    expect(again.documents.flatMap(({ threads }) => threads)).toHaveLength(3);
  });

  it("a second time change nothing, and under new ids join no round", async () => {
    const file = await fileOf(team, "jsonl");
    const target = await openTarget("Twice", [team.ana, team.ben]);
    await bring(target, file);
    const once = await fileOf(target, "jsonl");
    await bring(target, file);
    expect((await fileOf(target, "jsonl")).equals(once)).toBe(true);
    const made = await dryRun(target, { "again.jsonl": file }, { keepDuplicates: true });
    await start(target, made.id);
    const { documents, guidelines, rounds } = await documentsOf(target);
    expect([guidelines.length, rounds.length, documents.length]).toEqual([2, 2, 6]);
    expect(documents.map(({ threads }) => threads.length).sort()).toEqual([0, 0, 1, 1, 2, 2]);
    expect(documents.filter(({ places }) => places.length > 0)).toHaveLength(3);
    const ids = documents.flatMap(({ threads }) =>
      threads.flatMap(({ comments }) => comments.map(({ id }) => id)),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const cases = await listGuidelineCases(await scopeOf("guideline.read", team.owner, target.projectId), {
      limit: 10,
    });
    // The gold of the second is imported work: nobody decided it here.
    expect(cases.items.map(({ threadId }) => threadId !== null).sort()).toEqual([false, true, true]);
  });

  it("stay out where the project has guidelines of its own, and say so", async () => {
    const target = await openTarget("Own rules");
    const value = { intro: "Ours.", rules: [] };
    await db().guidelineVersion.create({ data: { projectId: target.projectId, number: 1, value } });
    const made = await dryRun(target, { "corpus.jsonl": await fileOf(team, "jsonl") });
    const scope = await scopeOf("document.import", team.owner, target.projectId);
    const { items } = await listImportItems(scope, made.id, { limit: 1 });
    expect(items[0]?.reason).toContain("Its guidelines stay out: the project has some of its own.");
    await start(target, made.id);
    const { guidelines, documents } = await documentsOf(target);
    expect(guidelines.map(({ intro }) => intro)).toEqual(["Ours."]);
    expect(documents.flatMap(({ cases }) => cases)).toEqual([]);
    expect(documents.flatMap(({ threads }) => threads)).toHaveLength(3);
  });

  it("come from a project without documents too", async () => {
    const target = await openTarget("Template");
    const [header, ...lines] = linesOf(await fileOf(team, "jsonl"));
    const front = lines.filter(({ type }) => type === "guideline");
    await bring(
      target,
      withHash([header ?? {}, ...front, { type: "end", entities: 0, documents: 0, annotations: 0 }]),
    );
    expect((await documentsOf(target)).guidelines).toHaveLength(2);
  });
});

describe("a file of the first version", () => {
  it("comes as it did, without what there was not yet", async () => {
    const lines = linesOf(await fileOf(team, "jsonl")).flatMap((line): Lines => {
      if (line.type === "guideline" || line.type === "round") return [];
      if (line.type === "header") return [{ ...line, version: 1, people: undefined }];
      if (line.type !== "document") return [line];
      const { threads: _1, cases: _2, places: _3, assignments, ...document } = line;
      // A line that this product wrote.
      const old = (assignments as Lines).map(({ setId, state, submittedAt }) => ({
        setId,
        state,
        submittedAt,
      }));
      return [{ ...document, assignments: old }];
    });
    const target = await openTarget("Old", [team.ana, team.ben]);
    await bring(target, withHash(lines));
    const { documents } = await documentsOf(target);
    expect(documents.map(({ annotations }) => annotations.length)).toEqual([3, 2, 0]);
    expect(documents[0]?.assignments.map(({ state }) => state).sort()).toEqual([
      ...["open", "submitted", "submitted"],
    ]);
  });
});

describe("what is wrong in a file", () => {
  type Line = Record<string, unknown> & { readonly type: string };
  const cases: readonly (readonly [string, string, (line: Line) => object, number, RegExp])[] = [
    [
      "guidelines out of order",
      "guideline",
      (line) => ({ ...line, number: 0 }),
      2,
      /^number: versions count/,
    ],
    [
      "a rule without an id",
      "guideline",
      (line) => ({ ...line, rules: [{ id: "x", title: "T", tag: null, text: "" }] }),
      2,
      /^rules\.0\.id/,
    ],
    ["a round with too many copies", "round", (line) => ({ ...line, copies: 99 }), 4, /^copies/],
    ["a stranger's id", "round", (line) => ({ ...line, memberIds: ["Ana"] }), 4, /^memberIds/],
    [
      "an unknown round",
      "document",
      (line) => ({ ...line, places: [{ roundId: "x", copies: 1, leftAt: null }] }),
      6,
      /^places\.0\.roundId/,
    ],
    [
      "a conversation about nothing here",
      "document",
      (line) => ({
        ...line,
        cases: [],
        threads: [{ ...(line.threads as Lines)[0], annotationId: team.projectId }],
      }),
      6,
      /^threads\.0\.annotationId/,
    ],
    [
      "a case of nothing",
      "document",
      (line) => ({ ...line, threads: [] }),
      6,
      /^cases\.0\.threadId|^cases\.1\.threadId/,
    ],
    [
      "a comment without words",
      "document",
      (line) => ({
        ...line,
        cases: [],
        threads: [
          {
            ...(line.threads as Lines)[0],
            comments: [{ ...(line.threads as { comments: Lines }[])[0]?.comments[0], text: " " }],
          },
        ],
      }),
      6,
      /^threads\.0\.comments\.0: it says nothing/,
    ],
  ];

  it.each(cases)("is named with its line, and nothing comes: %s", async (_, type, change, line, reason) => {
    let isChanged = false;
    const lines = linesOf(await fileOf(team, "jsonl")).map((value) => {
      if (value.type !== type || isChanged) return value;
      isChanged = true;
      return { ...change({ ...value, type }) };
    });
    const target = await openTarget(`Wrong ${reason}`);
    const made = await dryRun(target, { "corpus.jsonl": withHash(lines) });
    expect(made.counts.problem).toBe(1);
    const scope = await scopeOf("document.import", team.owner, target.projectId);
    const { items } = await listImportItems(scope, made.id, { limit: 10, state: "problem" });
    expect(items[0]?.reason).toMatch(reason);
    expect(items[0]?.line).toBe(line);
    expect(await db().round.count({ where: { projectId: target.projectId } })).toBe(0);
  });
});
