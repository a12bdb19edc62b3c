import { whoMay } from "@/lib/policy/who-may";
import type { Operation } from "./operation";
import type { ProblemCode } from "./problem";

/** The codes with which an operation may be refused, in order of their HTTP status. */
export function refusalsOf(operation: Operation): readonly ProblemCode[] {
  const { method, path, permission, body, query, creates, wire } = operation;
  const { who, inArchive } = whoMay(permission);
  const isWrite = method !== "GET";
  const hasBody = body !== undefined || wire === "upload";
  const isAboutWork = /^(annotation|assignment|entity|displacement)\./.test(permission);
  const isSaid = /^comment\./.test(permission);
  const possible: readonly (readonly [ProblemCode, boolean])[] = [
    ["invalid_input", hasBody || query !== undefined],
    // Also where anyone may: a wrong key is told so.
    ["unauthenticated", true],
    ["forbidden", who !== "anyone" || permission === "link.use"],
    ["cross_site", isWrite],
    ["not_found", path.includes("{")],
    ["conflict", creates === true || /(:batch|\/review)$/.test(path)],
    ["stale_revision", isWrite && namesRevision(operation)],
    ["submitted", isWrite && isAboutWork],
    ["superseded", isWrite && path.includes("{document}/")],
    ["archived", isWrite && !inArchive],
    ["wrong_state", isWrite && path.includes("{")],
    ["gone", path.startsWith("/links") || path.includes("/imports/")],
    ["too_large", hasBody],
    ["unsupported_media_type", hasBody],
    ["rate_limited", /^\/(links|account)/.test(path) || path.includes("/imports") || (isWrite && isSaid)],
    ["internal", true],
    ["unavailable", true],
  ];
  return possible.flatMap(([code, isPossible]) => (isPossible ? [code] : []));
}

const namesRevision = ({ path, method }: Operation): boolean =>
  path.endsWith(":batch") ||
  path.endsWith(":resolve") ||
  path.endsWith("/scheme") ||
  path.endsWith("/review") ||
  ((method === "PATCH" || method === "DELETE" || path.endsWith(":restore")) && path.includes("{"));
