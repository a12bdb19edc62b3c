import "server-only";
import { SchemeShape } from "@/lib/contracts/scheme";
import type { RelationAnnotation } from "@/lib/domain/annotation/annotation";
import { checkAttributes } from "@/lib/domain/annotation/check-annotation";
import {
  attributesOf,
  type RelationType,
  relationTypeOf,
  type Scheme,
  tagOf,
} from "@/lib/domain/scheme/scheme";
import type { CorpusAnnotation, CorpusHeader } from "@/lib/formats/corpus";
import { openJsonl } from "@/lib/formats/read-jsonl";
import { nodeSha256 } from "../corpus/node-sha256";
import type { Transaction } from "../database";
import { fileBytes } from "./file-bytes";

/** Whether a file's scheme becomes the project's: only as long as no annotation rests on another one. */
export async function adoptsScheme(tx: Transaction, projectId: string): Promise<boolean> {
  const used = await tx.annotation.findFirst({ where: { projectId }, select: { id: true } });
  return used === null;
}

/** The project's scheme as the transaction sees it. */
export async function schemeOf(
  tx: Transaction,
  projectId: string,
): Promise<{ version: number; scheme: Scheme }> {
  const { schemeVersion } = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { schemeVersion: true },
  });
  // Not from the cache of versions: this transaction may have written the version itself.
  const { value } = await tx.schemeVersion.findUniqueOrThrow({
    where: { projectId_number: { projectId, number: schemeVersion } },
    select: { value: true },
  });
  return { version: schemeVersion, scheme: SchemeShape.parse(value) };
}

/** A file's scheme, checked like one that a person saves; or what is wrong with it. */
export function checkedScheme(header: CorpusHeader): Scheme | { readonly problem: string } {
  const parsed = SchemeShape.safeParse(header.scheme);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  return { problem: `The file's scheme can't be used: ${first?.path.join(".")}: ${first?.message}` };
}

/** Both have passed the same check, which settles the order of their fields. */
export const isSameScheme = (a: Scheme, b: Scheme): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The scheme that this import will meet when it is written: the project's, or the one of the import's first
 * corpus, when the project has no annotations.
 */
export async function schemeToMeet(
  tx: Transaction,
  { projectId, importId }: { readonly projectId: string; readonly importId: string },
  own: Scheme,
): Promise<Scheme> {
  if (!(await adoptsScheme(tx, projectId))) return (await schemeOf(tx, projectId)).scheme;
  const first = await tx.importFile.findFirst({
    where: { projectId, importId, isNative: true, isRead: true },
    select: { number: true },
    orderBy: { number: "asc" },
  });
  if (!first) return own;
  const { number } = first;
  const read = await openJsonl(() => fileBytes(tx, { projectId, importId, number }), nodeSha256);
  const scheme = read.ok ? checkedScheme(read.corpus.header) : own;
  return "problem" in scheme ? own : scheme;
}

/**
 * Why the scheme does not allow this annotation, or null. Retired tags are allowed: work done stays. Without tags it
 * is not asked what a relation joins: the ends of a removed one may have become something else since then, and who
 * restores it is told.
 */
export function schemeProblem(
  scheme: Scheme,
  annotation: CorpusAnnotation,
  tagsById: ReadonlyMap<string, string> | null,
): string | null {
  const { kind, tag, attributes } = annotation;
  if (kind === "relation") {
    const type = relationTypeOf(scheme, tag);
    if (!type) return `The scheme has no relation type “${tag}”.`;
    const problem = tagsById && joinProblem(type, annotation, tagsById);
    if (problem !== null) return problem;
  } else if (tagOf(scheme, tag)?.appliesTo !== kind) return `The scheme has no ${kind} tag “${tag}”.`;
  if (Object.keys(attributes).length === 0) return null;
  const checked = checkAttributes(scheme, kind, tag, attributes);
  if (checked.ok) return null;
  const known = attributesOf(scheme, kind, tag).map((attribute) => attribute.key);
  return `“${tag}” of the scheme, with the attributes ${known.join(", ") || "none"}: ${checked.reason}`;
}

function joinProblem(
  type: RelationType,
  { tag, fromId, toId }: RelationAnnotation,
  tagsById: ReadonlyMap<string, string>,
): string | null {
  const from = tagsById.get(fromId) ?? "";
  const to = tagsById.get(toId) ?? "";
  const joins = (a: string, b: string) => type.from.includes(a) && type.to.includes(b);
  return joins(from, to) || (!type.isDirected && joins(to, from))
    ? null
    : `In the scheme “${tag}” does not join “${from}” to “${to}”.`;
}
