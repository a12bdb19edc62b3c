/**
 * One thing that a coder marked: stretches of text with a tag, or, with no spans, an assertion about the
 * document as a whole. Spans are half-open, in code points, sorted and disjoint. Two units may cover the same
 * characters, with the same tag too.
 */
export type Unit = {
  readonly id: string;
  readonly tag: string;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  readonly attributes: Readonly<Record<string, string | number | boolean | readonly string[]>>;
};

/** A relation of one coder's between two of their own units; `tag` is the key of its relation type. */
export type Link = { readonly id: string; readonly tag: string; readonly from: string; readonly to: string };

/** What one coder asserted about one document. */
export type Coding = {
  readonly coder: string;
  readonly units: readonly Unit[];
  readonly links: readonly Link[];
};

/** One document with all that its coders asserted; length in code points, tokens half-open in code points. */
export type CodedDocument = {
  readonly id: string;
  readonly length: number;
  readonly tokens: readonly { readonly start: number; readonly end: number }[];
  readonly codings: readonly Coding[];
};
