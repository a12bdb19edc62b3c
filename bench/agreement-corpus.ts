import { seededRandom } from "@/lib/domain/agreement/random";
import type { CodedRow, CodedSet } from "@/lib/server/agreement/coded-row";

export type Size = {
  readonly documents: number;
  readonly coders: number;
  readonly spans: number;
  /** γ instead of all measures that aren't slow. */
  readonly isSlow?: true;
};

/** An annotation: what the columns of a CodedSet hold. */
type Made = {
  readonly id: string;
  readonly isLink: boolean;
  readonly tag: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly attributes: Readonly<Record<string, string>>;
};

const columnsOf = (coder: string, made: readonly Made[]): CodedSet => {
  const column = (of: (one: Made) => unknown) => JSON.stringify(made.map(of));
  return {
    coder,
    tags: column(({ tag }) => tag),
    links: column(({ isLink }) => isLink),
    starts: column(({ start }) => start),
    ends: column(({ end }) => end),
    spans: column(() => null),
    ids: column(({ id }) => id),
    froms: column(({ from }) => from),
    tos: column(({ to }) => to),
    attributes: column(({ attributes }) => attributes),
  };
};

const tags = ["ACTOR", "EVENT", "QUOTE", "CUE", "TIME", "PLACE", "PROP"];
const syllables = "ba ke lo mi nu ra se ti vo za den fal gor hin jus pel quin tor".split(" ");

/** Articles of about 800 words, and coders who mostly find the same and cut it a little differently. */
export function corpusOf({ documents, coders, spans }: Size): CodedRow[] {
  const random = seededRandom(documents * 31 + coders * 7 + spans);
  const below = (limit: number) => Math.floor(random() * limit);
  const word = () => Array.from({ length: 1 + below(3) }, () => syllables[below(syllables.length)]).join("");
  return Array.from({ length: documents }, (_, number) => {
    const words = Array.from({ length: 800 }, (__, at) => (at % 14 === 13 ? `${word()}.` : word()));
    const starts: number[] = [];
    let at = 0;
    for (const one of words) {
      starts.push(at);
      at += one.length + 1;
    }
    const place = (from: number, length: number) => {
      const first = Math.min(words.length - 1, Math.max(0, from));
      const last = Math.min(words.length - 1, first + length);
      return { start: starts[first] ?? 0, end: (starts[last] ?? 0) + (words[last]?.length ?? 1) };
    };
    const truth = Array.from({ length: spans }, (__, index) => ({
      from: Math.floor((index / spans) * words.length) + below(4),
      length: below(4) === 0 ? 4 + below(12) : below(3),
      tag: below(tags.length),
    }));
    const sets = Array.from({ length: coders }, (__, coder) => `coder ${coder}`).map((set) => {
      const units = truth.flatMap(({ from, length, tag }, index): Made[] => {
        if (random() < 0.15) return [];
        const { start, end } = place(from + (random() < 0.1 ? 1 : 0), length + (random() < 0.1 ? 1 : 0));
        const given = tags[random() < 0.9 ? tag : below(tags.length)] ?? "";
        const attributes = { certainty: random() < 0.8 ? "SURE" : "UNSURE" };
        const id = `${number}/${set}/${index}`;
        return [{ id, isLink: false, tag: given, start, end, from: null, to: null, attributes }];
      });
      const links = units.slice(1).flatMap(({ id }, index): Made[] => {
        const to = units[index]?.id ?? "";
        const tag = random() < 0.9 ? "SOURCE" : "AGENT";
        if (random() >= 0.3) return [];
        return [{ id: `${id}>`, isLink: true, tag, start: null, end: null, from: id, to, attributes: {} }];
      });
      return columnsOf(set, [...units, ...links]);
    });
    const period = Math.floor((number * 3) / documents);
    const text = words.join(" ");
    return { id: `document ${number}`, title: "", text, length: text.length, period, sets };
  });
}
