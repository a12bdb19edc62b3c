import type { Rule } from "@/lib/domain/guideline/guideline";
import { threadStates } from "@/lib/domain/review/thread-state";
import type { QuotedSpan } from "@/lib/domain/span/span";
import { assignmentStates } from "@/lib/domain/workflow/assignment-state";
import { roundModes, roundStates } from "@/lib/domain/workflow/round-state";
import type {
  CorpusAssignment,
  CorpusCase,
  CorpusComment,
  CorpusGuideline,
  CorpusPerson,
  CorpusPlace,
  CorpusRound,
  CorpusThread,
  PlannedPlace,
} from "./corpus";
import {
  count,
  defaulted,
  flag,
  list,
  nullable,
  oneOf,
  portion,
  record,
  sparse,
  text,
  time,
} from "./json-shape";

export type GuidelineLine = { readonly type: "guideline" } & CorpusGuideline;
export type RoundLine = { readonly type: "round" } & CorpusRound;

const made = { createdBy: nullable(text), createdAt: time };

export const guideline = record<GuidelineLine>({
  type: oneOf(["guideline"]),
  number: count,
  ...made,
  intro: text,
  rules: list(record<Rule>({ id: text, title: text, tag: nullable(text), text })),
});

export const round = record<RoundLine>({
  type: oneOf(["round"]),
  id: text,
  name: text,
  state: oneOf(roundStates),
  mode: oneOf(roundModes),
  copies: count,
  sharedPortion: portion,
  cap: nullable(count),
  claimHours: count,
  dueAt: nullable(time),
  remindDays: sparse(nullable(count), null),
  isBlind: flag,
  schemeVersion: count,
  guidelineVersion: nullable(count),
  plan: sparse(nullable(count), null),
  memberIds: list(text),
  revision: count,
  ...made,
  openedAt: nullable(time),
  closedAt: nullable(time),
});

export const people = list(record<CorpusPerson>({ id: text, name: text }));

/** Files of version 1 say of an assignment only whose it is and how far. */
export const assignments = list(
  record<CorpusAssignment>({
    setId: text,
    state: oneOf(assignmentStates),
    submittedAt: nullable(time),
    assignedAt: defaulted(nullable(time), null),
    roundId: defaulted(nullable(text), null),
    claimedAt: defaulted(nullable(time), null),
    activeMs: defaulted(nullable(count), null),
  }),
);

export const threads = list(
  record<CorpusThread>({
    id: text,
    setId: text,
    annotationId: nullable(text),
    span: nullable(record<QuotedSpan>({ start: count, end: count, quote: text })),
    quote: sparse(text, ""),
    state: oneOf(threadStates),
    revision: count,
    ...made,
    resolvedBy: nullable(text),
    resolvedAt: nullable(time),
    comments: list(
      record<CorpusComment>({
        id: text,
        text,
        mentions: list(text),
        revision: count,
        ...made,
        editedAt: nullable(time),
        deletedAt: nullable(time),
      }),
    ),
  }),
);

export const cases = list(
  record<CorpusCase>({
    id: text,
    ruleId: text,
    version: count,
    threadId: nullable(text),
    decisionId: nullable(text),
    note: text,
    revision: count,
    ...made,
  }),
);

export const places = list(
  record<CorpusPlace>({
    roundId: text,
    copies: count,
    leftAt: nullable(time),
    planned: sparse(list(record<PlannedPlace>({ plan: count, userId: text })), []),
  }),
);
