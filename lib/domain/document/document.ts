export const splits = ["train", "dev", "test", "none"] as const;
export type Split = (typeof splits)[number];

export const genres = ["news", "analysis", "opinion", "interview", "other"] as const;
export type Genre = (typeof genres)[number];

/** What is known about a document besides its text. Empty text means unknown. */
export type DocumentMetadata = {
  readonly title: string;
  readonly outlet: string;
  /** ISO 3166-1 alpha-3 code of the outlet's country. */
  readonly publisherCountry: string;
  readonly byline: string;
  /** The agency whose text it is (AP, Reuters): two outlets printing one wire text are not two witnesses. */
  readonly credit: string;
  readonly url: string;
  /** ISO 8601 date, or date and time with zone. */
  readonly publishedAt: string | null;
  /** BCP 47 language tag. */
  readonly language: string;
  readonly genre: Genre | null;
  readonly licenceNote: string;
  readonly split: Split;
};

/** One text, exact and immutable, with its metadata. Named so where DOM types are near. */
export type SourceDocument = DocumentMetadata & {
  readonly id: string;
  readonly text: string;
  /** SHA-256 of the UTF-8 text, in lower-case hex. */
  readonly textSha256: string;
  /** Length of the text in code points. */
  readonly length: number;
};
