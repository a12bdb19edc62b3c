import { uuidv7 } from "uuidv7";
import {
  cancelImport,
  createImport,
  type ImportOptions,
  type ImportResource,
  PIECE_BYTES,
  readImport,
  readImportFiles,
  startImport,
  UPLOAD_BYTES_MAX,
  uploadImportFile,
} from "@/lib/contracts/imports";
import { ApiError, api, upload } from "./api";
import { type CorpusFile, readCorpusFile } from "./import-corpus-file";
import { type ChosenFile, type LeftOut, sortFiles } from "./import-files";
import { ImportProgress } from "./import-progress";

export type UploadFile = ChosenFile & {
  readonly state: "waiting" | "sending" | "sent" | "failed";
  readonly reason: string;
  /** How many bytes have arrived: where sending goes on after an interruption. */
  readonly sent: number;
};

export type ImportRunView = {
  /** As the server last told it; null before the first file is on its way. */
  readonly import: ImportResource | null;
  /** What this page sends or has sent; empty after a reload. */
  readonly files: readonly UploadFile[];
  readonly leftOut: readonly LeftOut[];
  readonly corpora: readonly CorpusFile[];
  readonly isSending: boolean;
  /** An order to the server is under way. */
  readonly isBusy: boolean;
  /** Why the last order was refused, or the server can't be reached. */
  readonly problem: string;
  /** Nothing has moved for a while, and the server says that no worker runs. */
  readonly isWorkerMissing: boolean;
};

/** Documents get the order in which their files arrive: a few are sent one by one, so that it is theirs. */
const inOrderMax = 25;
/** As many as a browser sends to one server at once, with room for the page's own requests. */
const lanesMax = 4;
const byPath = new Intl.Collator("en", { numeric: true });

const isUnderWay = (state: ImportResource["state"]): boolean => state === "reading" || state === "writing";

/**
 * One import from the choice of files to the documents: sends, asks for the dry run at once, follows the server's
 * progress. The page's address holds the import's id, so that a reload goes on where the server is.
 */
export class ImportRun {
  readonly #projectId: string;
  readonly #endings: readonly string[];
  readonly #onBegun: (importId: string) => void;
  readonly #listeners = new Set<() => void>();
  readonly #progress: ImportProgress;
  #sending: AbortController | null = null;
  #view: ImportRunView;

  constructor(options: {
    projectId: string;
    endings: readonly string[];
    initial: ImportResource | null;
    onBegun: (importId: string) => void;
  }) {
    this.#projectId = options.projectId;
    this.#endings = options.endings;
    this.#onBegun = options.onBegun;
    this.#view = {
      import: options.initial,
      files: [],
      leftOut: [],
      corpora: [],
      isSending: false,
      isBusy: false,
      problem: "",
      isWorkerMissing: false,
    };
    this.#progress = new ImportProgress({
      ask: () => this.#ask(),
      onMissing: (isWorkerMissing) => this.#show({ isWorkerMissing }),
    });
  }

  /** While somebody listens, progress is followed. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#follow();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#progress.stop();
    };
  };

  readonly view = (): ImportRunView => this.#view;

  /** Takes files, sends those that can be read and starts the dry run. */
  async add(chosen: readonly ChosenFile[]): Promise<void> {
    const { usable, leftOut } = sortFiles(chosen, this.#endings);
    this.#show({ leftOut, problem: "" });
    if (usable.length === 0) return;
    const sorted = usable.toSorted((a, b) => byPath.compare(a.path, b.path));
    const isNew = (file: UploadFile) => !usable.some(({ path }) => path === file.path);
    this.#show({
      files: [
        ...this.#view.files.filter(isNew),
        ...sorted.map((file) => ({ ...file, state: "waiting" as const, reason: "", sent: 0 })),
      ],
    });
    void this.#recognise(sorted);
    await this.#send();
  }

  /** Sends again what did not arrive. */
  async retry(): Promise<void> {
    const files = this.#view.files.map((file) =>
      file.state === "failed" ? { ...file, state: "waiting" as const, reason: "" } : file,
    );
    this.#show({ files, problem: "" });
    await this.#send();
  }

  /** Leaves out what did not arrive, and reads the rest. */
  async forgetFailed(): Promise<void> {
    this.#show({ files: this.#view.files.filter(({ state }) => state === "sent"), problem: "" });
    await this.read();
  }

  /** The dry run, again with other options once it has been made. */
  read(options?: ImportOptions): Promise<void> {
    return this.#order((params) => api(readImportFiles, { params, body: options ? { options } : {} }));
  }

  start(): Promise<void> {
    return this.#order((params) => api(startImport, { params, body: {} }));
  }

  /** Also while files are being sent: they stop where they are. */
  cancel(): Promise<void> {
    this.#sending?.abort();
    return this.#order((params) => api(cancelImport, { params, body: {} }));
  }

  async #recognise(files: readonly ChosenFile[]): Promise<void> {
    const read = await Promise.all(files.slice(0, 20).map(({ path, file }) => readCorpusFile(path, file)));
    const corpora = read.filter((corpus) => corpus !== null);
    if (corpora.length > 0) this.#show({ corpora: [...this.#view.corpora, ...corpora] });
  }

  async #send(): Promise<void> {
    if (this.#view.isSending) return;
    const sending = new AbortController();
    this.#sending = sending;
    this.#show({ isSending: true, problem: "" });
    try {
      const importId = await this.#begin();
      const lanes = this.#view.files.length > inOrderMax ? lanesMax : 1;
      await Promise.all(Array.from({ length: lanes }, () => this.#sendNext(importId, sending.signal)));
      this.#show({ isSending: false });
      if (!sending.signal.aborted && this.#view.files.every(({ state }) => state === "sent"))
        await this.read();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const files = this.#view.files.map((file) =>
        file.state === "waiting" ? { ...file, state: "failed" as const, reason: error.message } : file,
      );
      this.#show({ isSending: false, problem: error.message, files });
    }
  }

  /** The import that files go to: the one at hand, or a new one. */
  async #begin(): Promise<string> {
    if (this.#view.import) return this.#view.import.id;
    const made = await api(createImport, { params: { project: this.#projectId }, body: { id: uuidv7() } });
    this.#show({ import: made });
    this.#onBegun(made.id);
    return made.id;
  }

  async #sendNext(importId: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const next = this.#view.files.find(({ state }) => state === "waiting");
      if (!next) return;
      this.#mark(next.path, "sending", "");
      try {
        await this.#sendPieces(next, importId, signal);
        this.#mark(next.path, "sent", "");
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        this.#mark(next.path, "failed", error.message);
      }
    }
  }

  /** A file at once, or piece by piece where one request would not take it. */
  async #sendPieces({ path, file, sent }: UploadFile, importId: string, signal: AbortSignal): Promise<void> {
    const params = { project: this.#projectId, import: importId };
    const length = file.size > UPLOAD_BYTES_MAX ? PIECE_BYTES : UPLOAD_BYTES_MAX;
    for (let at = sent; at < file.size; at += length) {
      const piece = file.size > length ? file.slice(at, at + length) : file;
      await upload(uploadImportFile, { params, query: { path, at }, file: piece, signal });
      const arrived = Math.min(file.size, at + length);
      this.#show({
        files: this.#view.files.map((one) => (one.path === path ? { ...one, sent: arrived } : one)),
      });
    }
  }

  #mark(path: string, state: UploadFile["state"], reason: string): void {
    const files = this.#view.files.map((file) => (file.path === path ? { ...file, state, reason } : file));
    this.#show({ files });
  }

  async #order(
    send: (params: { project: string; import: string }) => Promise<ImportResource>,
  ): Promise<void> {
    const { import: current, isBusy } = this.#view;
    if (!current || isBusy) return;
    this.#progress.stop();
    this.#show({ isBusy: true, problem: "" });
    try {
      this.#show({ import: await send({ project: this.#projectId, import: current.id }), isBusy: false });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#show({ isBusy: false, problem: error.message });
    }
    this.#follow();
  }

  #follow(): void {
    const { import: current } = this.#view;
    if (this.#listeners.size > 0 && current && isUnderWay(current.state)) this.#progress.follow();
  }

  /** How the import stands now, and whether there is more to wait for. */
  async #ask(): Promise<{ isUnderWay: boolean; done: number }> {
    const { import: current } = this.#view;
    if (!current) return { isUnderWay: false, done: 0 };
    try {
      const params = { project: this.#projectId, import: current.id };
      const now = await api(readImport, { params });
      // An order of this page may have been answered meanwhile; what it said is newer.
      if (this.#view.import === current) this.#show({ import: now, problem: "" });
      return { isUnderWay: isUnderWay(now.state), done: now.done };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#show({ problem: error.message });
      return { isUnderWay: error.isPassing, done: current.done };
    }
  }

  #show(change: Partial<ImportRunView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}
