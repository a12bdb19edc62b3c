import type { Codec } from "@/lib/formats/codec";
import { joinBytes } from "@/lib/formats/join-bytes";
import { type HeldCorpus, streamed } from "./arbitrary-corpus";

/** The whole file that a codec writes. For tests: real exports are streamed. */
export async function codecBytes(codec: Codec, corpus: HeldCorpus): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of codec.write(streamed(corpus))) chunks.push(chunk);
  return joinBytes(chunks);
}
