import { type RunningHash, Sha256 } from "@/lib/domain/text/sha256";
import type { Codec } from "./codec";
import type { Corpus } from "./corpus";
import { joinBytes } from "./join-bytes";
import { type Line, line, VERSION } from "./jsonl-lines";
import { readJsonl } from "./read-jsonl";

const encoder = new TextEncoder();
const lineFeed = Uint8Array.of(0x0a);
const bytesOf = (value: Line): Uint8Array => encoder.encode(`${line.write(value)}\n`);

/** The bytes of a line, short pieces of which are joined: each that is handed on has its cost. */
function longLine(value: Line): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (const piece of line.pieces?.(value) ?? [line.write(value)]) pieces.push(encoder.encode(piece));
  pieces.push(lineFeed);
  return joinBytes(pieces);
}

async function* write(
  { header, guidelines, rounds, entities, documents }: Corpus,
  hash: RunningHash = new Sha256(),
): AsyncGenerator<Uint8Array> {
  const hashed = (value: Line): Uint8Array => {
    const bytes = value.type === "document" ? longLine(value) : bytesOf(value);
    hash.update(bytes);
    return bytes;
  };
  yield hashed({
    type: "header",
    format: "concord-corpus",
    version: VERSION,
    offsetUnit: "code points",
    ...header,
  });
  for (const guideline of guidelines) yield hashed({ type: "guideline", ...guideline });
  for (const round of rounds) yield hashed({ type: "round", ...round });
  for (const entity of entities) yield hashed({ type: "entity", ...entity });
  let documentCount = 0;
  let annotationCount = 0;
  for await (const item of documents) {
    yield hashed({ type: "document", ...item });
    documentCount++;
    annotationCount += item.annotations.length;
  }
  yield bytesOf({
    type: "end",
    entities: entities.length,
    documents: documentCount,
    annotations: annotationCount,
    sha256: hash.digest(),
  });
}

/** The native format: everything, in one JSON value a line. What it writes reads back as the same corpus. */
export const jsonl = {
  id: "jsonl",
  title: "Concord JSON Lines",
  summary:
    "Everything, without loss: texts, annotations, entities, scheme, guidelines, rounds, conversations and who did what when. Can be imported again.",
  extension: "jsonl",
  mediaType: "application/jsonl",
  offsetUnit: "code points",
  carriesRemoved: true,
  frontLosses: () => [],
  losses: () => [],
  write,
  read: readJsonl,
} as const satisfies Codec;
