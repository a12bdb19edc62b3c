import "server-only";
import { parentPort } from "node:worker_threads";
import { type ExtractOptions, extractSingle } from "./extract";
import type { ExtractableFile, ExtractedItem } from "./extracted-item";

/** What the thread is asked, one file at a time. */
export type ExtractionRequest = { readonly file: ExtractableFile; readonly options: ExtractOptions };

/** What the thread answers: items in order, the last answer of a file says `done`. */
export type ExtractionAnswer = { readonly items: readonly ExtractedItem[]; readonly done: boolean };

/** What the thread says first, when its code is loaded: time before that is not the file's. */
export const extractionReady = "ready";

/** Documents come in thousands from tables; one message each would cost more than reading them. */
const batchItemsMax = 200;
const batchLengthMax = 1024 * 1024;

parentPort?.on("message", async ({ file, options }: ExtractionRequest) => {
  let items: ExtractedItem[] = [];
  let length = 0;
  const answer = (done: boolean) => {
    parentPort?.postMessage({ items, done } satisfies ExtractionAnswer);
    items = [];
    length = 0;
  };
  for await (const item of extractSingle(file, options)) {
    items.push(item);
    length += item.state === "document" ? item.text.length : 0;
    if (items.length >= batchItemsMax || length >= batchLengthMax) answer(false);
  }
  answer(true);
});

parentPort?.postMessage(extractionReady);
