import "server-only";
import { db } from "../database";
import { log } from "../log";
import { ImportFailure, ImportTarget, Superseded } from "./import-target";
import { readFilesOf } from "./read-files";
import { writeDocumentsOf } from "./write-documents";

type Attempt = { readonly attempts: number; readonly max_attempts: number };

const phases = {
  read: { state: "reading", work: readFilesOf },
  write: { state: "writing", work: writeDocumentsOf },
} as const;

/**
 * Does what an import's owner asked for. Whatever is thrown makes the queue try again from where the last
 * commit left it; after the last try the import says that it failed.
 */
export async function runImportJob(
  phase: keyof typeof phases,
  payload: unknown,
  attempt: Attempt,
  signal: AbortSignal | undefined,
): Promise<void> {
  const target = ImportTarget.parse(payload);
  const { state, work } = phases[phase];
  try {
    await work(target, () => signal?.throwIfAborted());
  } catch (error) {
    if (error instanceof Superseded) return;
    if (error instanceof ImportFailure) return fail(target, state, error.message);
    if (attempt.attempts >= attempt.max_attempts) {
      log().error({ err: error, importId: target.importId }, "import failed");
      return fail(target, state, "Something broke on our side. Nothing was added; you can try again.");
    }
    throw error;
  }
}

async function fail(target: ImportTarget, state: string, problem: string): Promise<void> {
  const { projectId, importId: id, revision } = target;
  await db().import.updateMany({
    where: { projectId, id, revision, state },
    data: { state: "failed", problem, finishedAt: new Date(), revision: { increment: 1 } },
  });
}
