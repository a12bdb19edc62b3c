import type { z } from "zod";
import { type ExportSelection, previewExport } from "@/lib/contracts/exports";
import { ApiError, api } from "./api";

export type ExportPreview = z.output<(typeof previewExport)["returns"]>;

export type ExportPreviewView = {
  readonly selection: ExportSelection;
  /** Of this selection, or of the one before while this one is being counted. */
  readonly shown: ExportPreview | null;
  readonly isWorking: boolean;
  readonly problem: string;
  /** Whose annotations there are in the whole project, learned from the first preview. */
  readonly sets: ExportPreview["sets"];
};

/** The selection of an export and what it would hold. Of several changes in a row only the last one is counted. */
export class ExportPreviews {
  readonly #projectId: string;
  readonly #listeners = new Set<() => void>();
  #asking: AbortController | null = null;
  #view: ExportPreviewView = {
    selection: { format: "jsonl", set: "all", status: "any", split: "any", revisions: "newest" },
    shown: null,
    isWorking: false,
    problem: "",
    sets: [],
  };

  constructor(projectId: string) {
    this.#projectId = projectId;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): ExportPreviewView => this.#view;

  /** Changes a part of the selection, or nothing to count it anew. */
  async select(change: Partial<ExportSelection>): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const selection = { ...this.#view.selection, ...change };
    this.#show({ selection, isWorking: true, problem: "" });
    try {
      const shown = await api(previewExport, {
        params: { project: this.#projectId },
        query: selection,
        signal: asking.signal,
      });
      const isWhole = selection.set === "all" && selection.status === "any" && selection.split === "any";
      this.#show({ shown, isWorking: false, ...(isWhole ? { sets: shown.sets } : {}) });
    } catch (error) {
      if (asking.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.#show({ shown: null, isWorking: false, problem: error.message });
    }
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#asking?.abort();
  }

  #show(change: Partial<ExportPreviewView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}
