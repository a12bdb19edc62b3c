import { attributesByTag, groupItems, type MarkItem, type MarkPair, pairItems } from "./attribute-items";
import type { Scale } from "./level";
import type { Mark } from "./mark";
import {
  addGroup,
  addPair,
  type NominalGroup,
  type NominalPair,
  readGroup,
  readPair,
  withLargestShare,
} from "./nominal-counts";
import type { ComparedAttribute } from "./plan";
import type { Comparison, Sink, Statistic, Tally, Topic } from "./statistic";
import { type ValueCounts, ValueSlots } from "./value-slots";

type Numbered = ComparedAttribute & { readonly topic: number };

const topicsOf = ({ plan }: Comparison): Topic[] =>
  plan.attributes.map(({ tag, attribute }) => ({ tag, attribute }));

/** Each item with each attribute of its tag. */
function eachAttribute(
  items: readonly MarkItem[],
  byTag: readonly (readonly Numbered[])[],
  add: (attribute: Numbered, item: MarkItem) => void,
): void {
  for (const item of items) for (const attribute of byTag[item[0]?.tag ?? -1] ?? []) add(attribute, item);
}

function eachPair(
  pairs: readonly MarkPair[],
  byTag: readonly (readonly Numbered[])[],
  add: (attribute: Numbered, left: Mark, right: Mark) => void,
): void {
  for (const { a, b } of pairs) for (const attribute of byTag[a.tag] ?? []) add(attribute, a, b);
}

/** Items of all coders, and of them those that every coder of the document has a mark in. */
export type AttributeGroup = NominalGroup & { readonly complete: () => NominalGroup };

/**
 * Values as categories. An attribute that was not set is a category too: leaving it out is a decision. Groups have
 * two tables, slot by slot in turns.
 */
export const attributeCategories: Statistic<NominalPair, AttributeGroup> = {
  id: "attribute-categories",
  subject: "marks",
  start(comparison) {
    const byTag = attributesByTag(comparison.plan);
    const known = comparison.plan.attributes.map(() => new Categories());
    const categoryOf = ({ attribute, topic }: Numbered, mark: Mark): number =>
      known[topic - 1]?.numberOf(mark.attributes[attribute] ?? null) ?? 0;
    return {
      topics: topicsOf(comparison),
      countPair: (document, a, b, sink) =>
        eachPair(pairItems(document, a, b), byTag, (attribute, left, right) =>
          addPair(sink, attribute.topic, categoryOf(attribute, left), categoryOf(attribute, right)),
        ),
      readPair: (tally) => withLargestShare(readPair(tally), tally),
      group: {
        count(document, sink) {
          if (known.length === 0) return;
          const ofAll: Sink = (topic, slot, amount) => sink(topic, 2 * slot, amount);
          const ofComplete: Sink = (topic, slot, amount) => sink(topic, 2 * slot + 1, amount);
          eachAttribute(groupItems(document), byTag, (attribute, item) => {
            const categories = item.map((mark) => categoryOf(attribute, mark));
            addGroup(ofAll, attribute.topic, categories);
            if (item.length === document.codings.length) addGroup(ofComplete, attribute.topic, categories);
          });
        },
        read: (tally) => ({
          ...withLargestShare(readGroup(tally, { first: 0, step: 2 }), tally),
          complete: () => withLargestShare(readGroup(tally, { first: 1, step: 2 }), tally),
        }),
      },
    };
  },
};

/** Values as small numbers, in the order in which they come. */
class Categories {
  readonly #simple = new Map<unknown, number>();
  readonly #lists = new Map<string, number>();

  numberOf(value: Mark["attributes"][string] | null): number {
    if (typeof value === "object" && value !== null)
      return this.#numberIn(this.#lists, JSON.stringify(value));
    return this.#numberIn(this.#simple, value);
  }

  #numberIn<Name>(names: Map<Name, number>, name: Name): number {
    const known = names.get(name);
    if (known !== undefined) return known;
    const category = this.#simple.size + this.#lists.size;
    names.set(name, category);
    return category;
  }
}

/** A value as a number: its place in the attribute's order, or itself; null where it is neither. */
function numberOf({ attribute, order }: ComparedAttribute, mark: Mark): number | null {
  const value = mark.attributes[attribute];
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string") return null;
  const place = order.indexOf(value);
  if (place >= 0) return place;
  return order.length === 0 && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : null;
}

/** A value on an ordered scale, and on which. */
export type ScaledCounts = ValueCounts & { readonly scale: Scale };

/** Values as ranks or numbers. What was not set is missing: it has no place in the order. */
export const attributeValues: Statistic<ScaledCounts, ScaledCounts> = {
  id: "attribute-values",
  subject: "marks",
  start(comparison) {
    const { attributes } = comparison.plan;
    const byTag = attributesByTag(comparison.plan).map((list) =>
      list.filter(({ scale }) => scale !== "nominal"),
    );
    const isIdle = byTag.every((list) => list.length === 0);
    const slots = [null, ...attributes].map((_, topic) => new ValueSlots(topic));
    const add = (attribute: Numbered, item: MarkItem, sink: Sink) => {
      const values = item.flatMap((mark) => numberOf(attribute, mark) ?? []);
      if (values.length > 1) slots[attribute.topic]?.add(sink, values);
    };
    const read = (tally: Tally): ScaledCounts => ({
      ...(slots[tally.topic] ?? new ValueSlots(tally.topic)).read(tally),
      scale: attributes[tally.topic - 1]?.scale ?? "nominal",
    });
    return {
      topics: topicsOf(comparison),
      countPair(document, a, b, sink) {
        if (isIdle) return;
        eachPair(pairItems(document, a, b), byTag, (attribute, ...pair) => add(attribute, pair, sink));
      },
      readPair: read,
      group: {
        count(document, sink) {
          if (isIdle) return;
          eachAttribute(groupItems(document), byTag, (attribute, item) => add(attribute, item, sink));
        },
        read,
      },
    };
  },
};
