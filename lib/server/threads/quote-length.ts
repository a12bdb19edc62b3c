import "server-only";

/** Longer stretches are quoted by nobody; such a conversation is about the document. In code points. */
export const QUOTE_LENGTH_MAX = 2_000;
