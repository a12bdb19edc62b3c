import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { uuidv7 } from "uuidv7";
import { returnPath } from "@/lib/contracts/return-path";
import type { Permission, Principal } from "@/lib/policy/policy";
import { noteRefusal } from "./api/note-refusal";
import { AppError } from "./app-error";
import { sessionPrincipal } from "./auth";
import { authorize, type Request, type Scope } from "./authorize";
import { addressOf } from "./principal";

/** Who opened the page; asked once per request, however many parts of the page want to know. */
export const pagePrincipal = cache(async (): Promise<Principal | null> => {
  const jar = await cookies();
  return sessionPrincipal(jar.toString());
});

/** One id for everything that a page reads. */
const pageRequestId = cache((): string => uuidv7());

async function pageRequest(projectId: string | null): Promise<Request> {
  const [principal, from] = [await pagePrincipal(), await headers()];
  return { principal, projectId, requestId: pageRequestId(), address: addressOf(from) };
}

/**
 * The scope in which a page reads. Strangers are sent to sign in and come back to `here`, the page's own
 * path; what its person may not see is not there.
 */
export async function pageScope<P extends Permission>(
  permission: P,
  projectId: string | null,
  here: string,
): Promise<Scope<P>> {
  const request = await pageRequest(projectId);
  try {
    return await authorize(permission, request);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "unauthenticated") redirect(`/sign-in?next=${encodeURIComponent(returnPath(here))}`);
    // For whoever looks through the audit log, a page is reached for as an operation of the API is.
    const operation = `page ${here.replace(/[?#].*$/, "").replace(/[0-9a-f-]{36}/gi, "{id}")}`;
    await noteRefusal(error, { who: request, operation, projectId: projectId ?? undefined });
    if (refused.has(error.code)) notFound();
    throw error;
  }
}

const refused: ReadonlySet<AppError["code"]> = new Set(["not_found", "forbidden", "archived"]);

/** Whether to show a button: the same table, asked before the person presses it. */
export async function isPermitted(permission: Permission, projectId: string | null): Promise<boolean> {
  try {
    await authorize(permission, await pageRequest(projectId));
    return true;
  } catch (error) {
    if (error instanceof AppError && (error.code === "unauthenticated" || refused.has(error.code)))
      return false;
    throw error;
  }
}
