import { uuidv7 } from "uuidv7";

/** What an operation on the gold is called: a key of the messages. */
export const operationTitles = [
  "taken",
  "neither",
  "added",
  "kept",
  "dropped",
  "settled",
  "takenBack",
] as const;
export type OperationTitle = (typeof operationTitles)[number];

/** An operation on the gold that can be taken back later: the server knows what it did. */
export type DecidedOperation = {
  readonly title: OperationTitle;
  readonly opId: string;
  /**
   * The id of the operation that takes it back, made beforehand: where no answer came, the same one is sent again and
   * done once.
   */
  readonly back: string;
};

export const decidedOperation = (title: OperationTitle, opId: string): DecidedOperation => ({
  title,
  opId,
  back: uuidv7(),
});
