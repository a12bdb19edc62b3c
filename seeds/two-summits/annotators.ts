export interface SeedAnnotator {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  /** How this person codes: where the demo's disagreements come from. */
  readonly habit: string;
}

/** Three invented people. The addresses are in a reserved domain: no mail can reach anyone. */
export const annotators = [
  {
    key: "ines",
    name: "Ines Quintarel",
    email: "ines@two-summits.example",
    habit:
      "By the book: whole noun phrases, quotation marks inside the quote, metonymic capitals are actors.",
  },
  {
    key: "marek",
    name: "Marek Dovolny-Hart",
    email: "marek@two-summits.example",
    habit: "Fast and sparing: bare names, quotes without their marks, a capital is a place.",
  },
  {
    key: "tomoko",
    name: "Tomoko Hirasaki",
    email: "tomoko@two-summits.example",
    habit: "Careful with events and modality; joins broken quotes; says when she is unsure.",
  },
] as const satisfies readonly SeedAnnotator[];

export type AnnotatorKey = (typeof annotators)[number]["key"];
