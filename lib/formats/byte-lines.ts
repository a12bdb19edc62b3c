import { joinBytes } from "./join-bytes";

const lineFeed = 0x0a;

/** A line without its line feed, or what stands after the last one. */
export type ByteLine = {
  readonly bytes: Uint8Array;
  readonly endedBy: "line feed" | "end of file" | "limit";
};

/**
 * Cuts bytes at line feeds only. A line longer than `bytesMax` is given up on: what was read of it comes as
 * the last line.
 */
export async function* byteLines(
  bytes: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<ByteLine> {
  let pieces: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
      pieces.push(chunk.subarray(from, at));
      yield { bytes: joinBytes(pieces), endedBy: "line feed" };
      pieces = [];
      held = 0;
      from = at + 1;
    }
    if (from < chunk.length) {
      // A copy, because a reader may use the chunk's memory again.
      pieces.push(chunk.slice(from));
      held += chunk.length - from;
    }
    if (held > bytesMax) {
      yield { bytes: joinBytes(pieces), endedBy: "limit" };
      return;
    }
  }
  if (held > 0) yield { bytes: joinBytes(pieces), endedBy: "end of file" };
}
