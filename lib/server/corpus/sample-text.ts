import "server-only";
import type { Codec } from "@/lib/formats/codec";
import type { Corpus } from "@/lib/formats/corpus";
import { zipEntries } from "../extract/zip-entries";

const READ_MAX = 256_000;
const SAMPLE_MAX = 2_000;
/** Texts and schemes make lines that nobody reads to their end. */
const LINE_MAX = 240;

/** How the file of a small corpus begins, for people: long lines cut, archives opened. */
export async function sampleText(codec: Codec, corpus: Corpus): Promise<string> {
  const isArchive = codec.extension === "zip";
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of codec.write(corpus)) {
    pieces.push(piece);
    size += piece.length;
    if (!isArchive && size >= READ_MAX) break;
  }
  const bytes = Buffer.concat(pieces);
  return shortened(isArchive ? await annotationsIn(bytes) : new TextDecoder().decode(bytes));
}

/** The first files with annotations of an archive, each under its path. */
async function annotationsIn(archive: Uint8Array): Promise<string> {
  const files: string[] = [];
  let size = 0;
  for await (const entry of zipEntries(archive, (path) => path.endsWith(".ann"))) {
    if (entry.state === "problem" || entry.bytes.length === 0) continue;
    files.push(`${entry.path}\n${new TextDecoder().decode(entry.bytes)}`);
    size += entry.bytes.length;
    if (size >= SAMPLE_MAX) break;
  }
  return files.join("\n");
}

function shortened(whole: string): string {
  const lines: string[] = [];
  let size = 0;
  for (const line of whole.split("\n")) {
    if (size >= SAMPLE_MAX) return `${lines.join("\n")}\n…`;
    const points = [...line.slice(0, 2 * LINE_MAX)];
    lines.push(points.length > LINE_MAX ? `${points.slice(0, LINE_MAX).join("")}…` : line);
    size += Math.min(points.length, LINE_MAX) + 1;
  }
  return lines.join("\n");
}
