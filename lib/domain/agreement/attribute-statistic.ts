import { attributesByTag, groupItems, type MarkItem, pairItems } from "./attribute-items";
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

const categories = (
  id: string,
  isTaken: (item: MarkItem, coders: number) => boolean,
): Statistic<NominalPair, NominalGroup> => ({
  id,
  start(comparison) {
    const byTag = attributesByTag(comparison.plan);
    const known = comparison.plan.attributes.map(() => new Map<string, number>());
    const categoryOf = ({ attribute, topic }: Numbered, mark: Mark): number => {
      const names = known[topic - 1] ?? new Map<string, number>();
      const name = JSON.stringify(mark.attributes[attribute] ?? null);
      const category = names.get(name) ?? names.size;
      names.set(name, category);
      return category;
    };
    return {
      topics: topicsOf(comparison),
      countPair: (document, a, b, sink) =>
        eachAttribute(pairItems(document, a, b), byTag, (attribute, [left, right]) => {
          if (!left || !right) return;
          addPair(sink, attribute.topic, categoryOf(attribute, left), categoryOf(attribute, right));
        }),
      readPair: (tally) => withLargestShare(readPair(tally), tally),
      group: {
        count(document, sink) {
          if (known.length === 0) return;
          const items = groupItems(document).filter((item) => isTaken(item, document.codings.length));
          eachAttribute(items, byTag, (attribute, item) =>
            addGroup(
              sink,
              attribute.topic,
              item.map((mark) => categoryOf(attribute, mark)),
            ),
          );
        },
        read: (tally) => withLargestShare(readGroup(tally), tally),
      },
    };
  },
});

/** Values as categories. An attribute that was not set is a category too: leaving it out is a decision. */
export const attributeCategories = categories("attribute-categories", () => true);

/** The same, of those marks only that all coders of the document made. */
export const completeCategories = categories("complete-categories", (item, coders) => item.length === coders);

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
  start(comparison) {
    const { attributes } = comparison.plan;
    const byTag = attributesByTag(comparison.plan).map((list) =>
      list.filter(({ scale }) => scale !== "nominal"),
    );
    const isIdle = byTag.every((list) => list.length === 0);
    const slots = [null, ...attributes].map((_, topic) => new ValueSlots(topic));
    const count = (items: readonly MarkItem[], sink: Sink) =>
      eachAttribute(items, byTag, (attribute, item) => {
        const values = item.flatMap((mark) => numberOf(attribute, mark) ?? []);
        if (values.length > 1) slots[attribute.topic]?.add(sink, values);
      });
    const read = (tally: Tally): ScaledCounts => ({
      ...(slots[tally.topic] ?? new ValueSlots(tally.topic)).read(tally),
      scale: attributes[tally.topic - 1]?.scale ?? "nominal",
    });
    return {
      topics: topicsOf(comparison),
      countPair(document, a, b, sink) {
        if (!isIdle) count(pairItems(document, a, b), sink);
      },
      readPair: read,
      group: {
        count(document, sink) {
          if (!isIdle) count(groupItems(document), sink);
        },
        read,
      },
    };
  },
};
