import type { RunningHash } from "@/lib/domain/text/sha256";
import type { Corpus, CorpusDocument, CorpusHeader } from "./corpus";

/** Something a format cannot carry, with words for the export report. */
export type Loss = { readonly code: string; readonly message: string };

/** What one export could not carry, counted. */
export type LossCount = Loss & { readonly count: number };

/** What a codec knows of a corpus before the first document. */
export type CorpusFront = Omit<Corpus, "documents">;

/** Reads and/or writes one interchange format. Adding a format: one file, one line in `registry.ts`. */
export type Codec = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** File name extension without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** The unit of the offsets in the file, which it must also state inside where the format has a place. */
  readonly offsetUnit: "code points" | "UTF-16 units" | "bytes" | "tokens";
  /**
   * Whether it has a place for what was removed. Others get removed annotations only to count them as lost, and no
   * set, entity or verdict that comes because of them alone.
   */
  readonly carriesRemoved?: boolean;
  /** What the format cannot carry of the project itself: its scheme, sets and entities. */
  frontLosses(front: CorpusFront): readonly Loss[];
  /** What the format cannot carry of this document and its annotations: one entry for each thing lost. */
  losses(header: CorpusHeader, item: CorpusDocument): readonly Loss[];
  /**
   * The file, as bytes in order. The same corpus gives the same bytes. A format that states a SHA-256 of itself
   * takes it from `hash`, a new one of which the platform may have a faster kind.
   */
  write(corpus: Corpus, hash?: RunningHash): AsyncIterable<Uint8Array>;
  /**
   * Absent for formats that are written only. Reads the file twice, so `open` starts it anew at every call: once
   * to check all of it, then document by document as the corpus is consumed, so that memory stays small and
   * nothing is taken from a file that goes wrong further down.
   */
  read?(open: () => AsyncIterable<Uint8Array>, newHash?: () => RunningHash): Promise<ReadCorpus>;
};

/** What was in a file, or where it goes wrong: nothing is taken from a file with a problem. */
export type ReadCorpus = { readonly ok: true; readonly corpus: Corpus } | FileProblem;

export type FileProblem = { readonly ok: false; readonly line: number; readonly reason: string };

/** Adds up losses by code, in order of first appearance. */
export class LossReport {
  readonly #counts = new Map<string, { message: string; count: number }>();

  add(losses: readonly Loss[]): void {
    for (const { code, message } of losses) {
      const entry = this.#counts.get(code);
      if (entry) entry.count++;
      else this.#counts.set(code, { message, count: 1 });
    }
  }

  counts(): LossCount[] {
    return [...this.#counts].map(([code, { message, count }]) => ({ code, message, count }));
  }
}
