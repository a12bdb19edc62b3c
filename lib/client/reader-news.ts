/** What is said to somebody who listens instead of looking; the number makes a repeated sentence new. */
export type Announcement = {
  readonly key: "tagged" | "removed" | "undone" | "redone" | "selected" | "caretOn" | "caretOff" | "nothing";
  readonly values: Readonly<Record<string, string>>;
  readonly number: number;
};

/** Why something was not done. A key of the messages, or the server's own words. */
export type Refused =
  | { readonly kind: "submitted" | "readOnly" | "changedSince" | "notYours" }
  | { readonly kind: "words"; readonly words: string };
