/** One article of the demo project, as a person would import it: a text with its metadata. */
export interface SeedArticle {
  readonly key: string;
  readonly title: string;
  readonly outlet: string;
  readonly publisherCountry: string;
  readonly byline: string;
  /** The agency whose copy the text reuses. Two outlets that print one wire text are not two witnesses. */
  readonly credit?: string;
  readonly url: string;
  readonly publishedAt: string;
  readonly language: "en";
  readonly genre: "news" | "analysis" | "opinion";
  readonly text: string;
}
