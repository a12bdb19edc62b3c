import type { Utf16 } from "./offsets";

/**
 * A stretch of a document that is drawn, and redrawn, as one: a line of the text without its line feed, or a
 * part of a very long line. `[start, end)` in UTF-16 units.
 */
export type Block = {
  readonly start: Utf16;
  readonly end: Utf16;
  /** Line feeds between this block and the one before; 0 where a long line was cut. */
  readonly gap: number;
};

/** A whole text without line feeds must not become one block: redrawing 4,000 units takes a millisecond or two. */
export const BLOCK_UNITS_MAX = 4_000;

const sentenceEnd = /[.!?…]["'”’»)\]]*\s+/g;

/**
 * Cuts a text into blocks. Together with their gaps they are the whole text; a line without words makes no
 * block of its own unless it holds something. A prefix of a text that ends where a block ends has the same blocks.
 */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let gap = 0;
  for (let at = 0; at <= text.length; ) {
    const feed = text.indexOf("\n", at);
    const end = feed < 0 ? text.length : feed;
    for (let start = at; start < end; ) {
      const stop = end - start <= BLOCK_UNITS_MAX ? end : cutBefore(text, start);
      blocks.push({ start, end: stop, gap });
      gap = 0;
      start = stop;
    }
    if (feed < 0) break;
    gap++;
    at = feed + 1;
  }
  return blocks;
}

/** The last sentence end, else the last space, else the last whole character before the size limit. */
function cutBefore(text: string, start: Utf16): Utf16 {
  const limit = start + BLOCK_UNITS_MAX;
  const window = text.slice(start, limit);
  let cut = 0;
  for (const match of window.matchAll(sentenceEnd)) cut = match.index + match[0].length;
  if (cut > BLOCK_UNITS_MAX / 2) return start + cut;
  const space = window.lastIndexOf(" ");
  if (space > BLOCK_UNITS_MAX / 2) return start + space + 1;
  const isSplitPair = /[\ud800-\udbff]$/.test(window);
  return isSplitPair ? limit - 1 : limit;
}

/** Index of the block that holds the unit at `at`, or of the last one that begins before it; -1 before the first. */
export function blockAt(blocks: readonly Block[], at: Utf16): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const block = blocks[middle];
    if (block !== undefined && block.start <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
