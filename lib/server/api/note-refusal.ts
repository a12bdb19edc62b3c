import "server-only";
import { AppError } from "../app-error";
import { type Audited, audit } from "../audit/write";
import { isUuid } from "../authorize";
import { db } from "../database";
import { log } from "../log";

export type Refused = {
  readonly who: Audited;
  /** An operation of the API, or the address of a page without its ids. */
  readonly operation: string;
  readonly projectId: string | undefined;
};

const QUIET_MS = 60_000;
const REMEMBERED_MAX = 10_000;
/** When this process last noted a refusal: a script that goes on knocking must not fill a log that keeps everything. */
const noted = new Map<string, number>();

/**
 * Writes into the audit log that somebody who is signed in reached for what they may not have, or that another site
 * tried in their name; the same one at most once a minute. The answer to them does not depend on it.
 */
export async function noteRefusal(error: unknown, refused: Refused | null): Promise<void> {
  if (!refused?.who.principal || !(error instanceof AppError)) return;
  if (error.code !== "forbidden" && error.code !== "cross_site") return;
  const { who, operation, projectId } = refused;
  const key = [who.principal?.userId, operation, projectId, error.code].join(" ");
  const now = performance.now();
  if (now - (noted.get(key) ?? -QUIET_MS) < QUIET_MS) return;
  if (noted.size >= REMEMBERED_MAX) noted.clear();
  noted.set(key, now);
  const place = projectId !== undefined && isUuid(projectId) ? { projectId } : {};
  try {
    const details = { operation, code: error.code };
    await audit(db(), who, { kind: "request.refused", outcome: "refused", ...place, details });
  } catch (failure) {
    noted.delete(key);
    log().warn({ requestId: who.requestId, err: failure }, "refusal not noted");
  }
}
