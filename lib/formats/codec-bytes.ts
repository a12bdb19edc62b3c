import { type HeldCorpus, streamed } from "./arbitrary-corpus";
import type { Codec } from "./codec";
import { joinBytes } from "./join-bytes";

/** The whole file that a codec writes. For tests: real exports are streamed. */
export async function codecBytes(codec: Codec, corpus: HeldCorpus): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of codec.write(streamed(corpus))) chunks.push(chunk);
  return joinBytes(chunks);
}
