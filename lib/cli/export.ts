import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { z } from "zod";
import { exportCorpus as declared, type ExportSelection } from "@/lib/contracts/exports";
import { exportCorpus } from "@/lib/server/corpus/export-corpus";
import { previewExport } from "@/lib/server/corpus/preview-export";
import { env } from "@/lib/server/env";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";
import { type Command, needed, readWords, refuseMore, UsageProblem } from "./command";
import { withDatabase } from "./open-database";
import { projectScope } from "./project-scope";

const say = (line: string) => console.error(line);

export const exportCommand: Command = {
  name: "export",
  usage:
    "--project P --format jsonl|brat|w3c|csv --out FILE [--set all|gold|mine|user:ID] [--status any|submitted] [--split any|train|dev|test|none] [--revisions newest|all]",
  summary:
    "Write a corpus to a file, or with --out - to standard output, and say what the format can't carry.",
  async run(words, interrupted) {
    const { options, rest } = readWords(words, {
      project: "text",
      format: "text",
      out: "text",
      set: "text",
      status: "text",
      split: "text",
      revisions: "text",
    });
    refuseMore(rest);
    const { project, out, ...given } = options;
    needed(given.format, "format");
    const selection = selectionOf(given);
    const target = targetOf(needed(out, "out"));
    await refuseFolder(target);
    return withDatabase(async () => {
      const scope = await projectScope("corpus.export", needed(project, "project"));
      const preview = await previewExport(scope, selection);
      const { bytes } = await exportCorpus(scope, selection);
      await write(bytes, target, interrupted);
      say(`${preview.documents} documents, ${preview.annotations} annotations; ${preview.offsetUnit}.`);
      for (const { message, count } of preview.losses) say(`Left out: ${message} (${count})`);
      if (preview.losses.length > 0 && preview.lossesFrom < preview.documents)
        say(`What was left out is counted over the first ${preview.lossesFrom} documents.`);
      if (target !== null) say(`Wrote ${target}.`);
      return 0;
    });
  },
};

function selectionOf(given: Readonly<Record<string, string | undefined>>): ExportSelection {
  // An operation's query is optional by its type; this one has one.
  const query = declared.query as z.ZodType<ExportSelection>;
  const result = query.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value)));
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new UsageProblem(`--${first?.path.join(".") ?? "format"}: ${first?.message ?? "not possible"}.`);
}

/** Null for standard output. */
const targetOf = (out: string): string | null =>
  out === "-" ? null : path.resolve(env().INIT_CWD ?? process.cwd(), out);

async function refuseFolder(target: string | null): Promise<void> {
  if (target === null) return;
  const about = await stat(target).catch(() => null);
  if (about?.isDirectory())
    throw new StartupProblem(`${target} is a folder.`, "Name a file in it: --out FOLDER/corpus.jsonl");
  const folder = await stat(path.dirname(target)).catch(() => null);
  if (!folder?.isDirectory())
    throw new StartupProblem(`There is no folder ${path.dirname(target)}.`, "Make it first.");
}

/** A file appears whole or not at all: it is written aside and renamed when it is complete. */
async function write(
  bytes: AsyncIterable<Uint8Array>,
  target: string | null,
  signal: AbortSignal,
): Promise<void> {
  const source = Readable.from(bytes, { objectMode: false });
  if (target === null) return pipeline(source, process.stdout, { end: false, signal });
  const aside = `${target}.${process.pid}.part`;
  try {
    await pipeline(source, createWriteStream(aside, { flush: true }), { signal });
    await rename(aside, target);
  } catch (thrown) {
    await rm(aside, { force: true });
    if (signal.aborted) throw new StartupProblem("Interrupted.", "Nothing was written.");
    throw thrown;
  }
}
