import { z } from "zod";

/** A corpus that Concord itself wrote, by its first and its last line. */
export type CorpusFile = {
  readonly path: string;
  readonly project: string;
  readonly sets: readonly string[];
  readonly documents: number;
  readonly annotations: number;
  readonly entities: number;
};

/** The header lists a whole scheme; the last line a few numbers. */
const headBytesMax = 2_000_000;
const tailBytesMax = 1_000;

const Head = z.object({
  type: z.literal("header"),
  format: z.literal("concord-corpus"),
  project: z.object({ name: z.string() }),
  sets: z.array(z.object({ name: z.string() })),
});
const Tail = z.object({
  type: z.literal("end"),
  documents: z.int(),
  annotations: z.int(),
  entities: z.int(),
});

/** What a native export says of itself, or null for any other file. Nothing is trusted: the server reads it whole. */
export async function readCorpusFile(path: string, file: Blob): Promise<CorpusFile | null> {
  if (!/\.(jsonl|ndjson)$/i.test(path)) return null;
  const [head = ""] = (await file.slice(0, headBytesMax).text()).split("\n", 1);
  const header = parsed(Head, head);
  if (!header) return null;
  const tail = (await file.slice(-tailBytesMax).text()).trimEnd().split("\n").at(-1) ?? "";
  const end = parsed(Tail, tail);
  if (!end) return null;
  const { documents, annotations, entities } = end;
  return {
    path,
    project: header.project.name,
    sets: header.sets.map(({ name }) => name),
    documents,
    annotations,
    entities,
  };
}

function parsed<Shape extends z.ZodType>(shape: Shape, json: string): z.output<Shape> | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Not JSON, so not a corpus of ours; what it is instead is for the server to say.
    return null;
  }
  const result = shape.safeParse(value);
  return result.success ? result.data : null;
}
