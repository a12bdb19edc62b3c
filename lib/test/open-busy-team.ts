import { uuidv7 } from "uuidv7";
import { decideItems } from "@/lib/server/adjudication/write";
import { createComment, deleteComment } from "@/lib/server/comments/write";
import { createGuidelineCase } from "@/lib/server/guidelines/cases";
import { createThread, moveThread } from "@/lib/server/threads/write";
import { writeGuideline } from "./guideline-examples";
import { scopeOf } from "./open-installation";
import { openRoundOf, planRoundOf } from "./open-round";
import { addDocument, mark, openTeam, submit, type Team } from "./open-team";

export type BusyTeam = Team & {
  /** Coded by both, submitted, decided on. */
  readonly decided: string;
  /** In an open blind round of Ana and Ben; Ana has submitted. */
  readonly blind: string;
  /** In a round that is still planned. */
  readonly planned: string;
};

/** A team with one of everything that a team leaves behind: two versions of guidelines, rounds, conversations, cases. */
export async function openBusyTeam(): Promise<BusyTeam> {
  const team = await openTeam();
  const { projectId, owner, ana, ben } = team;
  const [actors, quotes] = [uuidv7(), uuidv7()];
  const rule = (id: string, tag: string | null, text: string) => ({ id, title: `About ${text}`, tag, text });
  await writeGuideline(team, { intro: "Read this.", rules: [rule(actors, "ACTOR", "names")] });
  await writeGuideline(team, {
    intro: "Read this well.",
    rules: [rule(actors, "ACTOR", "whole names"), rule(quotes, null, "all else")],
  });
  const [decided, blind, planned] = [
    await addDocument(team, "Decided", "Mira met Oran in Lysa."),
    await addDocument(team, "Blind", "Oran met the envoy 🕊️ of Lysa."),
    await addDocument(team, "Planned", "Nothing yet."),
  ];
  await openRoundOf(team, [decided, blind], [ana, ben], { name: "First", sharedPortion: 1 });
  await planRoundOf(team, [planned], [ana], {
    name: "Second",
    copies: 1,
    cap: 7,
    isBlind: false,
    remindDays: 3,
  });
  const version = await mark(projectId, ana, decided);
  await mark(projectId, ben, decided, 8);
  for (const person of [ana, ben]) await submit(projectId, person, decided);
  await mark(projectId, ana, blind);
  await submit(projectId, ana, blind);
  await mark(projectId, ben, blind);
  const decisionId = uuidv7();
  await decideItems(await scopeOf("adjudication.decide", owner, projectId), decided, {
    opId: uuidv7(),
    replaces: [],
    gold: [],
    entities: [],
    decisions: [
      {
        ...{
          id: decisionId,
          sources: [{ annotationId: version, revision: 1 }],
          text: "The name",
          rule: { id: actors },
        },
        outcome: { kind: "chosen", from: version, goldId: uuidv7() },
      },
    ],
  });
  await converse(team, { decided, blind, version, rule: quotes });
  return { ...team, decided, blind, planned };
}

/** What is said: of an annotation, resolved; of a stretch of text, with a word taken back; of a document. */
async function converse(
  { projectId, owner, ana }: Team,
  { decided, blind, version, rule }: { decided: string; blind: string; version: string; rule: string },
): Promise<void> {
  const [lead, coder] = [
    await scopeOf("comment.write", owner, projectId),
    await scopeOf("comment.write", ana, projectId),
  ];
  const about = { annotationId: version, comment: { text: "Why not more?", mentions: [ana.userId] } };
  const { thread } = await createThread(lead, decided, about);
  await createComment(coder, decided, thread.id, { text: "It is the name." });
  await moveThread(lead, decided, "resolved", thread.id, thread.revision);
  const said = { span: { start: 13, end: 20 }, comment: { text: "Is 🕊️ part of it?" } };
  const { thread: spoken } = await createThread(coder, blind, said);
  const { comment } = await createComment(coder, blind, spoken.id, { text: "Never mind" });
  const key = { threadId: spoken.id, id: comment.id };
  await deleteComment(await scopeOf("comment.edit", ana, projectId), blind, key, comment.revision);
  await createThread(lead, decided, { comment: { text: "A short one." } });
  const cases = await scopeOf("guideline.edit", owner, projectId);
  await createGuidelineCase(cases, { ruleId: rule, threadId: thread.id, note: "So it is meant" });
}
