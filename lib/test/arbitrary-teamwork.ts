import { threadStates } from "@/lib/domain/review/thread-state";
import { OffsetMap, sliceCodePoints } from "@/lib/domain/text/offsets";
import { roundModes, roundStates } from "@/lib/domain/workflow/round-state";
import type {
  Corpus,
  CorpusAnnotation,
  CorpusCase,
  CorpusComment,
  CorpusDecision,
  CorpusPlace,
  CorpusThread,
} from "@/lib/formats/corpus";

/** Ids that tell apart what they are of; hexadecimal, so that a kind is one digit. */
export const arbitraryId = (kind: number, number: number): string =>
  `00000000-0000-7000-80${kind.toString(16).padStart(2, "0")}-${number.toString(16).padStart(12, "0")}`;

export const pick = <T>(items: readonly T[], at: number, otherwise: T): T =>
  items[at % Math.max(1, items.length)] ?? otherwise;

const [EARLY, LATE] = ["2025-02-03T10:00:00.000Z", "2025-02-03T11:00:00Z"];
const someone = (number: number): string | null => (number % 3 ? arbitraryId(9, number % 2) : null);

/** What a team does around arbitrary documents: guidelines, rounds, conversations and cases. For tests. */
export class TeamworkBuilder {
  readonly guidelines: Corpus["guidelines"];
  readonly rounds: Corpus["rounds"];

  constructor(
    readonly words: readonly string[],
    readonly setIds: readonly string[],
  ) {
    this.guidelines = words.slice(0, 3).map((word, at) => ({
      ...{ number: 2 * at + 1, intro: word, createdBy: someone(at), createdAt: EARLY },
      rules: words.slice(0, at).map((text, n) => ({
        ...{ id: arbitraryId(10, n), title: word, tag: n % 2 ? "ACTOR" : null, text },
      })),
    }));
    this.rounds = words.slice(0, 6).map((name, at) => ({
      ...{ id: arbitraryId(11, at), name, copies: at + 1, sharedPortion: at / 7, cap: at || null },
      ...{ state: pick(roundStates, at, "open"), mode: pick(roundModes, at, "assigned") },
      ...{
        claimHours: 48,
        dueAt: at % 2 ? LATE : null,
        remindDays: at % 3 ? at - 1 : null,
        isBlind: at % 2 === 0,
        schemeVersion: at + 1,
      },
      ...{
        guidelineVersion: at || null,
        plan: at || null,
        memberIds: [arbitraryId(9, 0), arbitraryId(9, 1)].slice(at % 2),
      },
      ...{ createdBy: someone(at), createdAt: EARLY },
      // The last one was given up before it opened, the one before goes on after it was closed.
      openedAt: at % 3 > 0 && at < 5 ? LATE : null,
      closedAt: at === 2 || at > 3 ? LATE : null,
      revision: at + 1,
    }));
  }

  /** One about every third annotation, one about a stretch of text, one about words without a place, one about the document. */
  threads(text: string, documentAt: number, annotations: readonly CorpusAnnotation[]): CorpusThread[] {
    const map = new OffsetMap(text);
    const span = { start: 0, end: 1, quote: sliceCodePoints(text, map, 0, 1) };
    const places = [
      ...annotations
        .filter((_, number) => number % 3 === 0)
        .map(({ id, setId }) => ({ setId, annotationId: id, span: null, quote: "" })),
      ...this.setIds.slice(0, documentAt % 4).map((setId, n) => ({
        ...{ setId, annotationId: null, span: n === 1 ? span : null },
        quote: n === 2 ? pick(this.words, documentAt, "") : "",
      })),
    ];
    return places.map((place, number) => {
      const state = pick(threadStates, number, "open");
      const at = number + documentAt * 1_000;
      return {
        ...{ id: arbitraryId(12, at), ...place, state, revision: number + 1 },
        ...{ createdBy: someone(number), createdAt: EARLY },
        ...{ resolvedBy: someone(number), resolvedAt: state === "resolved" ? LATE : null },
        comments: Array.from({ length: 1 + (number % 2) }, (_, n) => this.comment(2 * at + n, n > 0)),
      };
    });
  }

  comment(number: number, isRemoved: boolean): CorpusComment {
    return {
      ...{ id: arbitraryId(13, number), createdBy: someone(number), createdAt: EARLY, revision: 1 + number },
      text: isRemoved ? "" : pick(this.words, number, ""),
      mentions: isRemoved ? [] : [arbitraryId(9, 0)],
      editedAt: number % 2 ? LATE : null,
      deletedAt: isRemoved ? LATE : null,
    };
  }

  /** The first conversation and the first decision are cases. */
  cases(
    documentAt: number,
    threads: readonly CorpusThread[],
    decisions: readonly CorpusDecision[],
  ): CorpusCase[] {
    const about = [
      ...threads.slice(0, 1).map(({ id }) => ({ threadId: id, decisionId: null })),
      ...decisions.slice(0, 1).map(({ id }) => ({ threadId: null, decisionId: id })),
    ];
    return about.map((subject, number) => ({
      ...{ id: arbitraryId(14, number + documentAt * 1_000), ruleId: arbitraryId(10, number), ...subject },
      ...{ version: number + 1, note: pick(this.words, number, ""), revision: 1 },
      ...{ createdBy: someone(number), createdAt: EARLY },
    }));
  }

  /** In the last round, having left those before. */
  places(documentAt: number): CorpusPlace[] {
    return this.rounds.slice(0, documentAt % 4).map(({ id }, at, all) => ({
      ...{ roundId: id, copies: at + 1, leftAt: at < all.length - 1 ? LATE : null },
      planned: [1, 2].slice(at % 3).map((plan) => ({ plan, userId: arbitraryId(9, documentAt % 2) })),
    }));
  }
}
