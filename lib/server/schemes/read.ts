import "server-only";
import { SchemeShape } from "@/lib/contracts/scheme";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { missing } from "../app-error";
import { db } from "../database";

/** Versions never change, so a parsed one can be kept. */
const cache = new Map<string, Scheme>();
const CACHE_SIZE_MAX = 200;

/** A version of a project's annotation scheme. */
export async function readScheme(scope: { readonly projectId: string }, version: number): Promise<Scheme> {
  const key = `${scope.projectId} ${version}`;
  const known = cache.get(key);
  if (known) return known;
  const row = await db().schemeVersion.findUnique({
    where: { projectId_number: { projectId: scope.projectId, number: version } },
    select: { value: true },
  });
  if (!row) throw missing("version of the scheme");
  const scheme = SchemeShape.parse(row.value);
  if (cache.size >= CACHE_SIZE_MAX) cache.clear();
  cache.set(key, scheme);
  return scheme;
}
