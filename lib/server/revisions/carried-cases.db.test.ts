import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { readAdjudication } from "../adjudication/read";
import { undoOperation } from "../adjudication/undo";
import { decideItems } from "../adjudication/write";
import { db } from "../database";
import { moveDocument } from "../documents/write";
import { createGuidelineCase, listGuidelineCases } from "../guidelines/cases";
import { readGuideline } from "../guidelines/read";
import { replaceGuideline } from "../guidelines/write";
import { ensureJobSchema } from "../jobs/run-jobs";
import { createThread } from "../threads/write";
import { carriedId } from "./carried-id";
import { correctDocument } from "./write";

const TEXT = "Minister Oran met the envoy in Lysa.\n";
const rule = { id: uuidv7(), title: "Meetings", tag: "EVENT", text: "" };
let close: () => Promise<void>;
let team: Team;
beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openTeam();
});
afterAll(() => close());

const as = <P extends Parameters<typeof scopeOf>[0]>(permission: P) =>
  scopeOf(permission, team.owner, team.projectId);
const cases = async () => {
  const { items } = await listGuidelineCases(await as("guideline.read"), { limit: 100 });
  return items.map(({ id, decisionId, threadId, documentId }) => ({ id, decisionId, threadId, documentId }));
};

/** Decides what two people marked, as a case of the rule where there is one. */
async function decide(
  document: string,
  replaces: readonly { id: string; revision: number }[],
  ruleId?: string,
) {
  const [opId, id] = [uuidv7(), uuidv7()];
  const { items } = await readAdjudication(await as("adjudication.read"), document);
  const versions = items.flatMap((item) => item.versions);
  await decideItems(await as("adjudication.decide"), document, {
    opId,
    replaces: [...replaces],
    gold: [],
    entities: [],
    decisions: [
      {
        id,
        sources: versions.map((annotationId) => ({ annotationId, revision: 1 })),
        outcome: { kind: "neither" },
        ...(ruleId !== undefined && { rule: { id: ruleId } }),
      },
    ],
  });
  return { opId, id };
}

it("cases follow what they cite to each corrected text, and go and come with their decision there", async () => {
  const old = await addDocument(team, "Report", TEXT);
  await replaceGuideline(await as("guideline.edit"), { number: 0, guideline: { intro: "", rules: [rule] } });
  for (const person of [team.ana, team.ben]) {
    await mark(team.projectId, person, old);
    await submit(team.projectId, person, old);
  }
  const { id } = await decide(old, [], rule.id);
  const { thread } = await createThread(await as("comment.write"), old, { comment: { text: "Is it one?" } });
  const talk = uuidv7();
  await createGuidelineCase(await as("guideline.edit"), {
    ...{ id: talk, ruleId: rule.id, threadId: thread.id, note: "" },
  });
  const byHand = uuidv7();
  await createGuidelineCase(await as("guideline.edit"), {
    ...{ id: byHand, ruleId: rule.id, decisionId: id, note: "" },
  });

  let [here, decisionId, threadId] = [old, id, thread.id];
  for (const more of ["The talks go on.\n", "The talks go on. They are long.\n"]) {
    const corrected = { id: uuidv7(), text: `${TEXT}${more}` };
    here = (await correctDocument(await as("document.edit"), here, corrected)).document.id;
    [decisionId, threadId] = [carriedId(here, decisionId), carriedId(here, threadId)];
    expect(await cases()).toEqual([
      { id, decisionId, threadId: null, documentId: here },
      { id: talk, decisionId: null, threadId, documentId: here },
      { id: byHand, decisionId, threadId: null, documentId: here },
    ]);
  }
  const logged = await db().change.count({ where: { projectId: team.projectId, kind: "case.carried" } });
  expect(logged).toBe(6);

  const { opId } = await decide(here, [{ id: decisionId, revision: 1 }]);
  expect((await cases()).map((one) => one.id)).toEqual([talk, byHand]);
  await undoOperation(await as("adjudication.decide"), here, { opId: uuidv7(), undoes: opId });
  expect((await cases()).map((one) => one.id)).toEqual([id, talk, byHand]);
});

it("cases go back to the text before when the corrected one is removed, and forth when it is restored", async () => {
  const old = await addDocument(team, "Bulletin", TEXT);
  const guideline = { intro: "", rules: [rule] };
  const { newestNumber } = await readGuideline(await as("guideline.read"));
  await replaceGuideline(await as("guideline.edit"), { number: newestNumber, guideline });
  for (const person of [team.ana, team.ben]) {
    await mark(team.projectId, person, old);
    await submit(team.projectId, person, old);
  }
  const { id } = await decide(old, [], rule.id);
  const [talk, newer] = [uuidv7(), uuidv7()];
  const talkOn = async (document: string, caseId: string) => {
    const { thread } = await createThread(await as("comment.write"), document, {
      comment: { text: "Is it one?" },
    });
    await createGuidelineCase(await as("guideline.edit"), {
      ...{ id: caseId, ruleId: rule.id, threadId: thread.id, note: "" },
    });
    return thread.id;
  };
  const threadId = await talkOn(old, talk);
  const texts = [old];
  for (const more of ["The talks go on.\n", "The talks go on. They are long.\n"]) {
    const corrected = { id: uuidv7(), text: `${TEXT}${more}` };
    texts.push((await correctDocument(await as("document.edit"), texts.at(-1) ?? "", corrected)).document.id);
  }
  const [, middle = "", newest = ""] = texts;
  const newThread = await talkOn(newest, newer);
  const placed = async () =>
    (await cases())
      .filter((one) => [id, talk, newer].includes(one.id))
      .map((one) => [one.id, one.documentId]);
  const at = (document: string) => [
    [id, document],
    [talk, document],
    [newer, newest],
  ];
  expect(await placed()).toEqual(at(newest));
  const remove = await as("document.delete");
  await moveDocument(remove, "delete", newest);
  expect(await placed()).toEqual(at(middle));
  await moveDocument(remove, "delete", middle);
  expect(await placed()).toEqual(at(old));
  expect((await cases()).find((one) => one.id === id)).toMatchObject({ decisionId: id });
  expect((await cases()).find((one) => one.id === talk)).toMatchObject({ threadId });
  // The text that is the newest again can be decided on, and the case goes and comes with its decision there.
  const { opId } = await decide(old, [{ id, revision: 1 }]);
  expect((await placed()).map(([one]) => one)).toEqual([talk, newer]);
  await undoOperation(await as("adjudication.decide"), old, { opId: uuidv7(), undoes: opId });
  for (const document of [middle, newest]) await moveDocument(remove, "restore", document);
  expect(await placed()).toEqual(at(newest));
  expect((await cases()).find((one) => one.id === newer)).toMatchObject({ threadId: newThread });
});
