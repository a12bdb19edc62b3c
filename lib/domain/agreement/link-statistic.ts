import { addMarks, type MarkCounts, readMarks } from "./mark-counts";
import type { PreparedDocument } from "./prepared-document";
import type { Statistic } from "./statistic";

/**
 * Relations between matched marks: of the same type by topic, of whatever type as topic 0. Relations of the same
 * type between the same marks count one by one.
 */
export const linkMatches: Statistic<MarkCounts, never> = {
  id: "link-matches",
  subject: "marks",
  start({ plan }) {
    const topicOf = new Map(plan.linkTags.map((tag, at) => [tag, at + 1]));
    const linksOf = (prepared: PreparedDocument, at: number) =>
      prepared.remember(`links ${at}`, () => resolve(prepared, at, topicOf));
    return {
      topics: plan.linkTags.map((tag) => ({ tag, attribute: null })),
      countPair(document, a, b, sink) {
        const [left, right] = [linksOf(document, a), linksOf(document, b)];
        if (left.length + right.length === 0) return;
        const names = commonNames(document, a, b);
        const open = new Map<number, number>();
        for (const link of left) {
          const ends = endsOf(link, names.a, names.count, plan.undirected);
          for (const topic of [0, link.topic]) {
            addMarks(sink, topic, 0, 1, 0);
            if (ends !== null) change(open, ends * (topicOf.size + 1) + topic, 1);
          }
        }
        for (const link of right) {
          const ends = endsOf(link, names.b, names.count, plan.undirected);
          for (const topic of [0, link.topic]) {
            const key = (ends ?? 0) * (topicOf.size + 1) + topic;
            const isFound = ends !== null && (open.get(key) ?? 0) > 0;
            addMarks(sink, topic, isFound ? 1 : 0, 0, 1);
            if (isFound) change(open, key, -1);
          }
        }
      },
      readPair: readMarks,
      group: null,
    };
  },
};

function change(counts: Map<number, number>, key: number, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** A relation by its topic and the positions of its ends among the coder's units; -1 where there is none. */
type Resolved = {
  readonly tag: string;
  readonly topic: number;
  readonly from: number;
  readonly to: number;
};

/** The compared relations of one coding. */
function resolve(
  { codings }: PreparedDocument,
  at: number,
  topicOf: ReadonlyMap<string, number>,
): readonly Resolved[] {
  const { units = [], links = [] } = codings[at]?.coding ?? {};
  const compared = links.filter(({ tag }) => topicOf.has(tag));
  if (compared.length === 0) return [];
  const positions = new Map(units.map(({ id }, position) => [id, position]));
  return compared.map(({ tag, from, to }) => ({
    tag,
    topic: topicOf.get(tag) ?? 0,
    from: positions.get(from) ?? -1,
    to: positions.get(to) ?? -1,
  }));
}

/** By the position of a unit, the name that it has in common with the matched unit of the other; 0 is none. */
type Names = { readonly a: Int32Array; readonly b: Int32Array; readonly count: number };

function commonNames(prepared: PreparedDocument, a: number, b: number): Names {
  const unitsOf = (at: number) => prepared.codings[at]?.coding.units ?? [];
  const names = { a: new Int32Array(unitsOf(a).length), b: new Int32Array(unitsOf(b).length) };
  let count = 0;
  for (const match of prepared.matches(a, b))
    if (match.a && match.b) {
      names.a[match.a.number] = ++count;
      names.b[match.b.number] = count;
    }
  // Assertions about the document have no place: those of one tag are matched in their order.
  const statements = (at: number) =>
    prepared.remember(`statements ${at}`, () =>
      [...unitsOf(at).entries()].filter(([, { spans }]) => spans.length === 0),
    );
  const rest = [...statements(b)];
  for (const [position, one] of statements(a)) {
    const at = rest.findIndex(([, { tag }]) => tag === one.tag);
    const [other] = at < 0 ? [] : rest.splice(at, 1);
    if (!other) continue;
    names.a[position] = ++count;
    names.b[other[0]] = count;
  }
  return { ...names, count };
}

/** Both ends by their common names, as one number; null where one of them has none. */
function endsOf(
  { tag, from, to }: Resolved,
  names: Int32Array,
  count: number,
  undirected: ReadonlySet<string>,
): number | null {
  const start = names[from] ?? 0;
  const end = names[to] ?? 0;
  if (start === 0 || end === 0) return null;
  const isSwapped = undirected.has(tag) && start > end;
  return isSwapped ? end * (count + 1) + start : start * (count + 1) + end;
}
