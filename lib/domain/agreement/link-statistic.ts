import type { Link } from "./coding";
import { addMarks, type MarkCounts, readMarks } from "./mark-counts";
import type { PreparedDocument } from "./prepared-document";
import type { Statistic } from "./statistic";

/**
 * Relations between matched marks: of the same type by topic, of whatever type as topic 0. Relations of the same
 * type between the same marks count one by one.
 */
export const linkMatches: Statistic<MarkCounts, never> = {
  id: "link-matches",
  start({ plan }) {
    const topicOf = new Map(plan.linkTags.map((tag, at) => [tag, at + 1]));
    return {
      topics: plan.linkTags.map((tag) => ({ tag, attribute: null })),
      countPair(document, a, b, sink) {
        const [left, right] = [linksOf(document, a, topicOf), linksOf(document, b, topicOf)];
        if (left.length + right.length === 0) return;
        const names = commonNames(document, a, b);
        const open = new Map<string, number>();
        for (const link of left) {
          const ends = endsOf(link, names.a, plan.undirected);
          for (const topic of [0, topicOf.get(link.tag) ?? 0]) {
            addMarks(sink, topic, 0, 1, 0);
            if (ends !== null) open.set(`${topic} ${ends}`, (open.get(`${topic} ${ends}`) ?? 0) + 1);
          }
        }
        for (const link of right) {
          const ends = endsOf(link, names.b, plan.undirected);
          for (const topic of [0, topicOf.get(link.tag) ?? 0]) {
            const free = (ends !== null && open.get(`${topic} ${ends}`)) || 0;
            addMarks(sink, topic, free > 0 ? 1 : 0, 0, 1);
            if (free > 0) open.set(`${topic} ${ends}`, free - 1);
          }
        }
      },
      readPair: readMarks,
      group: null,
    };
  },
};

const linksOf = (
  prepared: PreparedDocument,
  at: number,
  compared: ReadonlyMap<string, number>,
): readonly Link[] => (prepared.codings[at]?.coding.links ?? []).filter(({ tag }) => compared.has(tag));

/** Matched units of two coders under one number; those that are not matched have none. */
function commonNames(
  prepared: PreparedDocument,
  a: number,
  b: number,
): { a: Map<string, number>; b: Map<string, number> } {
  const names = { a: new Map<string, number>(), b: new Map<string, number>() };
  let number = 0;
  for (const match of prepared.matches(a, b))
    if (match.a && match.b) {
      names.a.set(match.a.id, ++number);
      names.b.set(match.b.id, number);
    }
  // Assertions about the document have no place: those of one tag are matched in their order.
  const statements = (at: number) =>
    (prepared.codings[at]?.coding.units ?? []).filter(({ spans }) => spans.length === 0);
  const rest = statements(b);
  for (const one of statements(a)) {
    const at = rest.findIndex(({ tag }) => tag === one.tag);
    const [other] = at < 0 ? [] : rest.splice(at, 1);
    if (!other) continue;
    names.a.set(one.id, ++number);
    names.b.set(other.id, number);
  }
  return names;
}

function endsOf(
  { tag, from, to }: Link,
  names: ReadonlyMap<string, number>,
  undirected: ReadonlySet<string>,
): string | null {
  const start = names.get(from);
  const end = names.get(to);
  if (start === undefined || end === undefined) return null;
  return undirected.has(tag) && start > end ? `${end} ${start}` : `${start} ${end}`;
}
