import type { Annotation, RelationAnnotation, SpanAnnotation } from "../annotation/annotation";
import { type AlignContext, saidOf } from "./adjudicated-kind";
import { spanKind } from "./span-kind";

/** What tells a mark apart from others that say the very same, by the mark's id; equal in all sets. */
export type Ranks = ReadonlyMap<string, string>;

/**
 * Tells marks of one set that say the very same apart by what hangs on them, so that each meets the one of another
 * set that has the same relations, and no relation seems to end elsewhere. First by all that they are linked with,
 * near and far; then, for sets that differ somewhere far off, by what hangs on them directly.
 */
export const rankStacked = (all: readonly Annotation[], context: AlignContext): readonly [Ranks, Ranks] => {
  const links = all.filter((one) => one.kind === "relation");
  return [rankFar(all, links, context), rankNear(all, links)];
};

function rankNear(all: readonly Annotation[], links: readonly RelationAnnotation[]): Ranks {
  const places = new Map(
    all.map((one) => [
      one.id,
      one.kind === "span" ? `${one.tag} ${one.spans[0]?.start} ${one.spans[0]?.end}` : "",
    ]),
  );
  const hanging = new Map<string, string[]>();
  const hang = (mark: string, words: string) => hanging.set(mark, [...(hanging.get(mark) ?? []), words]);
  for (const { fromId, toId, tag } of links) {
    hang(fromId, `from ${tag} ${places.get(toId) ?? ""}`);
    hang(toId, `to ${tag} ${places.get(fromId) ?? ""}`);
  }
  return new Map([...hanging].map(([id, ranks]) => [id, ranks.sort().join(", ")]));
}

/** Choices among marks that nothing tells apart; whoever draws more links between stacked marks than that gets no more. */
const CHOICES_MAX = 500;
/** Links that are followed from a mark: nobody tells stacked marks apart by what is farther off. */
const ROUNDS_MAX = 100;

type End = { readonly words: string; readonly other: string };
type Colours = ReadonlyMap<string, number>;

/**
 * Colour refinement (Weisfeiler and Leman 1968): marks begin with a colour for what they say, and get a new one for
 * their colour and those of what they are linked with, until no more are told apart. Where two of one set are still
 * alike, one of each set is chosen and told apart, and the rest follows from it: whatever follows is linked alike.
 */
function rankFar(
  all: readonly Annotation[],
  links: readonly RelationAnnotation[],
  context: AlignContext,
): Ranks {
  const ends = endsOf(links, context);
  const marks = all
    .filter((one): one is SpanAnnotation => one.kind === "span" && ends.has(one.id))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  let colours = refined(
    marks,
    ends,
    numbered(marks, (mark) => spanKind.statement(mark, context)),
  );
  for (let choices = 0; choices < CHOICES_MAX; choices++) {
    const chosen = firstAlike(marks, colours);
    if (chosen.size === 0) break;
    const apart = numbered(marks, ({ id }) => `${colours.get(id)} ${chosen.has(id)}`);
    colours = refined(marks, ends, apart);
  }
  return new Map([...colours].map(([id, colour]) => [id, String(colour)]));
}

function endsOf(
  links: readonly RelationAnnotation[],
  { isDirected }: AlignContext,
): ReadonlyMap<string, readonly End[]> {
  const ends = new Map<string, End[]>();
  const add = (mark: string, end: End) => {
    const known = ends.get(mark);
    if (known) known.push(end);
    else ends.set(mark, [end]);
  };
  for (const { fromId, toId, tag, attributes } of links) {
    const words = (role: string) => JSON.stringify([isDirected(tag) ? role : "", tag, saidOf(attributes)]);
    add(fromId, { words: words("from"), other: toId });
    add(toId, { words: words("to"), other: fromId });
  }
  return ends;
}

/** A number for each different thing that is said of a mark: the same for the same words, in all sets. */
function numbered(marks: readonly SpanAnnotation[], wordsOf: (mark: SpanAnnotation) => string): Colours {
  const words = marks.map(wordsOf);
  const numbers = new Map([...new Set(words)].sort().map((one, at) => [one, at]));
  return new Map(marks.map(({ id }, at) => [id, numbers.get(words[at] ?? "") ?? 0]));
}

function refined(
  marks: readonly SpanAnnotation[],
  ends: ReadonlyMap<string, readonly End[]>,
  begun: Colours,
): Colours {
  let colours = begun;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const next = numbered(marks, ({ id }) => {
      const linked = (ends.get(id) ?? []).map(({ words, other }) => `${words} ${colours.get(other)}`);
      return [colours.get(id), ...linked.sort()].join("\n");
    });
    if (countOf(next) === countOf(colours)) return colours;
    colours = next;
  }
  return colours;
}

const countOf = (colours: Colours): number => new Set(colours.values()).size;

/** The first of each set that has several of the smallest colour that any set has several of. */
function firstAlike(marks: readonly SpanAnnotation[], colours: Colours): ReadonlySet<string> {
  const first = new Map<string, string>();
  let smallest = Number.POSITIVE_INFINITY;
  for (const { id, setId } of marks) {
    const colour = colours.get(id) ?? 0;
    const own = JSON.stringify([setId, colour]);
    if (first.has(own)) smallest = Math.min(smallest, colour);
    else first.set(own, id);
  }
  const sets = new Set(marks.map(({ setId }) => setId));
  return new Set([...sets].flatMap((set) => first.get(JSON.stringify([set, smallest])) ?? []));
}
