import { LayeredDocument } from "./layered-document";
import { type Outcome, valued } from "./outcome";
import type { PreparedDocument } from "./prepared-document";
import type { Counted, Sink, Statistic, Tally } from "./statistic";
import { layOut } from "./unit-layer";
import { type UnitizingAlpha, unitizingAlpha } from "./unitizing-alpha";
import { addAlone, readAlone, UnitizingSlots } from "./unitizing-slots";

/** The α family for unitizing; of a tag, `alpha` is that of its marks alone, and `coding` its (k)ᵤα. */
export type UnitizingCounts = Counted & {
  readonly alpha: Outcome;
  readonly marked: Outcome;
  /** With the share of the text, or of what got the tag, that it speaks about as `coverage`. */
  readonly coding: Outcome;
};

/**
 * Lengths of text that coders marked with the same or with other tags. Topic 0 has all tags, a topic its tag alone,
 * as if nobody had used another. (k)ᵤα of a tag follows from topic 0.
 */
export const unitizingLengths: Statistic<UnitizingCounts, UnitizingCounts> = {
  id: "unitizing-lengths",
  subject: "text",
  start({ plan: { tags } }) {
    const slots = new UnitizingSlots(tags);
    const count = (
      prepared: PreparedDocument,
      chosen: readonly number[],
      sink: Sink,
      wantsTopics: boolean,
    ) => {
      const layered = (tag: number | null) =>
        prepared.remember(`layers ${tag}`, () => layersOf(prepared, tags, tag)).statistics(chosen);
      const all = layered(null);
      if (!all) return;
      const length = prepared.length * chosen.length;
      slots.add(sink, all, length);
      if (!wantsTopics) return;
      for (const tag of tags.keys()) {
        const own = layered(tag);
        if (own) addAlone(sink, tag + 1, own, length);
      }
    };
    const readWhole = lastOf((tally) => {
      const statistics = slots.read(tally);
      return { items: statistics.unitCount, ...familyOf(unitizingAlpha(statistics)) };
    });
    const read = (tally: Tally): UnitizingCounts => {
      const tag = tags[tally.topic - 1];
      if (!tally.whole || tag === undefined) return readWhole(tally);
      const own = readAlone(tally, tag);
      const { alpha, marked } = unitizingAlpha(own);
      const coding = readWhole(tally.whole).byValue()[tally.topic - 1] ?? alpha;
      return { items: own.unitCount, alpha, marked, coding };
    };
    return {
      topics: tags.map((tag) => ({ tag, attribute: null })),
      countPair: (document, a, b, sink, wantsTopics) => count(document, [a, b], sink, wantsTopics),
      readPair: read,
      group: {
        count: (document, sink) => count(document, [...document.codings.keys()], sink, true),
        read,
      },
    };
  },
};

/** All codings of a document, with the marks of one tag or of all. */
function layersOf(document: PreparedDocument, tags: readonly string[], only: number | null): LayeredDocument {
  const layers = document.codings.map(({ marks, marksOf }) => {
    const units =
      only === null
        ? marks.map(({ tag, spans }) => ({ value: tag + 1, spans }))
        : (marksOf[only] ?? []).map(({ spans }) => ({ value: 1, spans }));
    return layOut(units, document.length);
  });
  return new LayeredDocument(layers, document.length, only === null ? tags : [tags[only] ?? ""]);
}

/** The family, with (k)ᵤα of all tags for whoever asks. */
function familyOf(family: UnitizingAlpha) {
  const { alpha, marked, coding, codingCoverage } = family;
  let byValue: readonly Outcome[] | null = null;
  return {
    alpha,
    marked,
    coding: covering(coding, codingCoverage),
    byValue: () => {
      byValue ??= family.byValue.map((one) => covering(one.alpha, one.coverage));
      return byValue;
    },
  };
}

const covering = (outcome: Outcome, coverage: number): Outcome =>
  outcome.state === "value" ? valued(outcome.value, { coverage }) : outcome;

/** Keeps the last answer: the topics of a resample are read one after another, and each asks for the whole. */
function lastOf<Answer>(read: (tally: Tally) => Answer): (tally: Tally) => Answer {
  let last: { readonly tally: Tally; readonly answer: Answer } | null = null;
  return (tally) => {
    if (last?.tally !== tally) last = { tally, answer: read(tally) };
    return last.answer;
  };
}
