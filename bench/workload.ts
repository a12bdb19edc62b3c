/** A text with annotations, the same at every run. Offsets are code points; the texts have no astral characters. */
export type Workload = {
  readonly name: "S" | "M" | "L";
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly tag: string }[];
};

const sizes = [
  { name: "S", units: 4_000, annotations: 60 },
  { name: "M", units: 100_000, annotations: 2_000 },
  { name: "L", units: 1_000_000, annotations: 20_000 },
] as const;

const tags = ["ACTOR", "EVENT", "QUOTE", "CUE", "TIME", "PLACE", "PROP"] as const;
/** Every fifth annotation begins inside the one before it. */
const OVERLAP_EVERY = 5;

const syllables = "ba ke lo mi nu ra se ti vo za den fal gor hin jus pel quin tor".split(" ");

/** A small generator with a seed: the workload must not change between runs, or between machines. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function textOf(units: number, next: (below: number) => number): string {
  let text = "";
  while (text.length < units) {
    const size = 350 + next(500);
    let paragraph = "";
    while (paragraph.length < size) {
      const words = Array.from({ length: 6 + next(14) }, () =>
        Array.from({ length: 1 + next(3) }, () => syllables[next(syllables.length)] ?? "").join(""),
      );
      const sentence = words.join(" ");
      paragraph += `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}. `;
    }
    text += `${paragraph.trim()}\n\n`;
  }
  return text.trim();
}

export const workloads: readonly Workload[] = sizes.map(({ name, units, annotations }) => {
  const next = generator(units);
  const text = textOf(units, next);
  const starts = [...text.matchAll(/\b\w/g)].map((match) => match.index);
  const step = starts.length / annotations;
  const wordEnd = (at: number) => {
    const found = text.slice(at).search(/[\s.]/);
    return found < 0 ? text.length : at + found;
  };
  let last = { start: 0, end: 0 };
  const spans = Array.from({ length: annotations }, (_, index) => {
    const isInside = index % OVERLAP_EVERY === OVERLAP_EVERY - 1;
    const start = isInside ? last.start : (starts[Math.floor(index * step)] ?? 0);
    const end = isInside ? wordEnd(last.end + 1) : wordEnd(start + next(30));
    last = { start, end };
    return { start, end: Math.max(end, start + 1), tag: tags[next(tags.length)] ?? "ACTOR" };
  });
  return { name, text, spans };
});
