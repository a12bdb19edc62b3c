import "server-only";
import { createHash } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { ImportOptions, ImportResource, importStates } from "@/lib/contracts/imports";
import { AppError, missing } from "../app-error";
import { audit } from "../audit/write";
import type { Scope } from "../authorize";
import { db, type Transaction, transact } from "../database";
import { dequeue, enqueue } from "../jobs/enqueue";
import { discardContent } from "./import-target";
import { readImport } from "./read";
import { jobKeyOf } from "./sweep-imports";

type Writer = Scope<"document.import">;
type State = (typeof importStates)[number];

/** Of one person, over all projects: what runs at a time, and what may wait. */
const RUNNING_MAX = 3;
const WAITING_MAX = 20;

type Locked = {
  readonly state: State;
  readonly revision: number;
  readonly options: ImportOptions;
};

/** Begins an import. `isNew` is false when its id was there already. */
export async function createImport(
  scope: Writer,
  { id = uuidv7(), options = {} }: { id?: string | undefined; options?: ImportOptions | undefined },
): Promise<{ import: ImportResource; isNew: boolean }> {
  const { projectId, principal } = scope;
  const unfinished = await db().import.count({
    where: { createdBy: principal.userId, state: { in: ["uploading", "reading", "read", "writing"] } },
  });
  const known = await db().import.findUnique({
    where: { projectId_id: { projectId, id } },
    select: { id: true },
  });
  if (!known && unfinished >= RUNNING_MAX + WAITING_MAX) throw tooMany();
  const { count } = await db().import.createMany({
    data: [{ projectId, id, state: "uploading", options: stored(options), createdBy: principal.userId }],
    skipDuplicates: true,
  });
  return { import: await readImport(scope, id), isNew: count > 0 };
}

const tooMany = () =>
  new AppError(
    "rate_limited",
    `You have ${RUNNING_MAX + WAITING_MAX} unfinished imports. Start or cancel some of them first.`,
    { retryAfterSeconds: 30 },
  );

/** Asks for the dry run. Asked again with other options, or with more files, it is made anew. */
export async function readImportFiles(
  scope: Writer,
  id: string,
  options?: ImportOptions,
): Promise<ImportResource> {
  const { projectId } = scope;
  await transact(async (tx) => {
    const before = await lockImport(tx, scope, id);
    const wanted = options ?? before.options;
    if (before.state === "reading" && isSame(wanted, before.options)) return;
    requireState(
      before.state,
      ["uploading", "reading", "read", "failed"],
      "This import has been started or ended.",
    );
    const total = await tx.importFile.count({ where: { projectId, importId: id } });
    if (total === 0) throw new AppError("wrong_state", "Send files first.");
    const emptied = await tx.importFile.count({
      where: { projectId, importId: id, size: { gt: 0 }, bytes: EMPTY },
    });
    if (emptied > 0)
      throw new AppError("gone", "The files of this import have been removed. Begin a new one.");
    await tx.importItem.deleteMany({ where: { projectId, importId: id } });
    await tx.importFile.updateMany({ where: { projectId, importId: id }, data: { isRead: false } });
    await setState(tx, scope, id, "reading", {
      done: 0,
      total,
      problem: "",
      columns: [],
      brings: {},
      options: stored(wanted),
    });
    await request(tx, scope, id, "import.read");
  });
  return readImport(scope, id);
}

const EMPTY = Buffer.alloc(0);

/** Asks for the new documents to be added. Asked again, it goes on. */
export async function startImport(scope: Writer, id: string): Promise<ImportResource> {
  const { projectId } = scope;
  await transact(async (tx) => {
    const { state } = await lockImport(tx, scope, id);
    if (state === "writing" || state === "finished") return;
    requireState(state, ["read"], "Read the files first, and look at what was found.");
    const total = await tx.importItem.count({ where: { projectId, importId: id, state: "new" } });
    await setState(tx, scope, id, "writing", { done: 0, total, problem: "" });
    await request(tx, scope, id, "import.write");
    await audit(tx, scope, {
      kind: "import.started",
      outcome: "ok",
      projectId,
      details: { importId: id, documents: total },
    });
  });
  return readImport(scope, id);
}

/**
 * Stops an import. What a job may be doing for it is rolled back; nothing of it stays. The content goes in a
 * second transaction: the job may hold those rows, and lets go only when it sees that the first is committed.
 */
export async function cancelImport(scope: Writer, id: string): Promise<ImportResource> {
  const { projectId } = scope;
  await transact(async (tx) => {
    const { state } = await lockImport(tx, scope, id);
    if (state === "cancelled") return;
    if (state === "finished")
      throw new AppError(
        "wrong_state",
        "This import has finished. Its documents can be removed from the list.",
      );
    await setState(tx, scope, id, "cancelled", { finishedAt: new Date() });
    await dequeue(tx, jobKeyOf(id));
  });
  await transact((tx) => discardContent(tx, { projectId, importId: id }));
  return readImport(scope, id);
}

/** Takes an import for writing until the transaction ends. */
export async function lockImport(tx: Transaction, scope: Writer, id: string): Promise<Locked> {
  const [row] = await tx.$queryRaw<Locked[]>`
    SELECT i."state", i."revision", i."options" FROM "Import" i
    WHERE i."projectId" = ${scope.projectId}::uuid AND i."id" = ${id}::uuid FOR NO KEY UPDATE`;
  if (!row) throw missing("import");
  return row;
}

/** Refuses what an import can't do as it stands. */
export function requireState(state: State, allowed: readonly State[], words: string): void {
  if (!allowed.includes(state)) throw new AppError("wrong_state", words);
}

type Fields = Parameters<Transaction["import"]["updateMany"]>[0]["data"];

/** Moves an import on; jobs that were at work for it as it was are void. */
export async function setState(
  tx: Transaction,
  { projectId }: Writer,
  id: string,
  state: State,
  data: Fields,
): Promise<void> {
  await tx.import.updateMany({
    where: { projectId, id },
    data: { finishedAt: null, ...data, state, revision: { increment: 1 } },
  });
}

/** Enqueues the job of an import, within its owner's quota. */
async function request(
  tx: Transaction,
  { projectId, principal: { userId } }: Writer,
  importId: string,
  job: "import.read" | "import.write",
): Promise<void> {
  const busy = await tx.import.count({
    where: { createdBy: userId, state: { in: ["reading", "writing"] }, id: { not: importId } },
  });
  if (busy >= RUNNING_MAX + WAITING_MAX) throw tooMany();
  const { revision } = await tx.import.findUniqueOrThrow({
    where: { projectId_id: { projectId, id: importId } },
    select: { revision: true },
  });
  // Jobs of one queue follow each other: with three queues a person has three running.
  const slot = createHash("sha256").update(importId).digest().readUInt8() % RUNNING_MAX;
  const place = { key: jobKeyOf(importId), queue: `imports of ${userId}, ${slot + 1}` };
  await enqueue(tx, job, { projectId, importId, revision }, place);
}

/** Options as JSON, without what is absent. */
const stored = (options: ImportOptions): object => JSON.parse(JSON.stringify(options));

const isSame = (a: ImportOptions, b: ImportOptions): boolean => sorted(a) === sorted(b);
/** Options are three levels of named texts; the database gives names back in its own order. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
