import type { CorpusFront, Loss } from "./codec";
import type { CorpusDocument } from "./corpus";

const loss = {
  guideline: {
    code: "guidelines",
    message: "The guidelines, version by version, are only in Concord's own format",
  },
  round: { code: "round", message: "Rounds, their settings and members are only in Concord's own format" },
  thread: { code: "conversation", message: "Conversations about the work are only in Concord's own format" },
  removed: {
    code: "removed",
    message: "Annotations that were removed and can be restored are only in Concord's own format",
  },
  case: { code: "case", message: "Which cases show how a rule is meant is only in Concord's own format" },
} as const satisfies Record<string, Loss>;

/** What only the native format has a place for, of a project: its guidelines and rounds. */
export const teamworkFrontLosses = ({ guidelines, rounds }: CorpusFront): Loss[] => [
  ...guidelines.map(() => loss.guideline),
  ...rounds.map(() => loss.round),
];

/** What only the native format has a place for, of a document: what was said about it, what rests on that, and was removed. */
export const teamworkLosses = ({ threads, cases, removed }: CorpusDocument): Loss[] => [
  ...threads.map(() => loss.thread),
  ...cases.map(() => loss.case),
  ...removed.map(() => loss.removed),
];
