import { z } from "zod";
import { annotationKinds } from "@/lib/domain/annotation/annotation";
import { setKinds } from "@/lib/domain/annotation/set-kind";
import { splits } from "@/lib/domain/document/document";
import { operation } from "./operation";

/** Whose annotations go into a file. */
export const SetSelection = z
  .union([
    z.enum(["all", "gold", "mine"]),
    z
      .string()
      .toLowerCase()
      .regex(/^(user|set):[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
  ])
  .describe("all, gold, mine, user:<id> or set:<id>");

const ExportQuery = z.strictObject({
  format: z.enum(["jsonl", "brat", "w3c", "csv"]),
  set: SetSelection.default("all"),
  status: z
    .enum(["any", "submitted"])
    .default("any")
    .describe("submitted: only work that its annotator has submitted, and the documents that have some."),
  split: z.enum(["any", ...splits]).default("any"),
  revisions: z
    .enum(["newest", "all"])
    .default("newest")
    .describe("all: texts that have been corrected come too, with the work on them."),
});
export type ExportSelection = z.infer<typeof ExportQuery>;

export const exportCorpus = operation({
  method: "GET",
  path: "/projects/{project}/export",
  permission: "corpus.export",
  summary: "The corpus as one file, streamed. The same selection of the same corpus gives the same bytes.",
  wire: "download",
  query: ExportQuery,
  returns: z.string(),
});

export const previewExport = operation({
  method: "GET",
  path: "/projects/{project}/export:preview",
  permission: "corpus.export",
  summary: "What an export would hold, what its format can't carry, and its first lines.",
  query: ExportQuery,
  returns: z.strictObject({
    documents: z.int(),
    annotations: z.int(),
    byTag: z
      .array(
        z.strictObject({
          kind: z.enum(annotationKinds),
          tag: z.string(),
          title: z.string().describe("What the scheme calls it; the key where the scheme has it no more."),
          annotations: z.int(),
        }),
      )
      .describe("A relation type may have the key of a tag, and is another one."),
    sets: z.array(
      z.strictObject({ id: z.uuid(), kind: z.enum(setKinds), name: z.string(), annotations: z.int() }),
    ),
    losses: z.array(z.strictObject({ code: z.string(), message: z.string(), count: z.int() })),
    lossesFrom: z
      .int()
      .describe("In how many documents losses were counted: the first ones, when the corpus is large."),
    offsetUnit: z.string(),
    fileName: z.string(),
    sample: z.string(),
  }),
});
