import "server-only";
import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { SchemeResource } from "@/lib/contracts/projects";
import type { Attribute, Scheme } from "@/lib/domain/scheme/scheme";
import { AppError, invalid } from "../app-error";
import { audit } from "../audit/write";
import type { Scope } from "../authorize";
import { lockProject, recordChanges } from "../changes/write";
import { Prisma, type Transaction, transact } from "../database";
import { readScheme } from "./read";

/** Puts a new version of the scheme in force. What annotations use can be retired, but not taken away. */
export async function replaceScheme(
  scope: Scope<"scheme.edit">,
  { version, scheme }: { readonly version: number; readonly scheme: Scheme },
): Promise<z.infer<typeof SchemeResource>> {
  const { projectId, principal } = scope;
  return transact(async (tx) => {
    const project = await lockProject(tx, projectId);
    const before = await readScheme(scope, project.schemeVersion);
    if (project.schemeVersion !== version)
      throw new AppError("stale_revision", "Somebody changed the scheme first.", {
        current: { version: project.schemeVersion, scheme: before },
      });
    await refuseLosses(tx, projectId, losses(before, scheme));
    const number = version + 1;
    // A scheme is JSON by its definition; its type is read-only and Prisma's is not.
    const value = scheme as unknown as Prisma.InputJsonObject;
    const row = await tx.schemeVersion.create({
      data: { projectId, number, value, createdBy: principal.userId },
      select: { createdAt: true },
    });
    const data = { schemeVersion: number, revision: { increment: 1 } };
    await tx.project.update({ where: { id: projectId }, data, select: { id: true } });
    const change = { before: { version }, after: { version: number } };
    await recordChanges(tx, scope, uuidv7(), [
      { kind: "scheme.replaced", subjectId: projectId, documentId: null, setId: null, ...change },
    ]);
    await audit(tx, scope, {
      kind: "scheme.replaced",
      outcome: "ok",
      projectId,
      details: { version: number },
    });
    return { version: number, scheme, createdAt: row.createdAt.toISOString() };
  });
}

type Kind = "span" | "document" | "relation";

/** Something that an annotation of this kind and tag may be using, and that the next scheme would not have. */
export type Loss = {
  readonly kind: Kind;
  readonly tag: string;
  /** Null when the whole tag goes. */
  readonly attribute: string | null;
  /** Null when the whole attribute goes, or what it may hold becomes something else. */
  readonly values: readonly string[] | null;
};

type Holder = { readonly key: string; readonly attributes: readonly Attribute[] };

/** What annotations made under `before` could use that `after` no longer knows. */
export function losses(before: Scheme, after: Scheme): Loss[] {
  return [
    ...(["span", "document"] as const).flatMap((kind) => {
      const tagsFor = ({ tags }: Scheme) => tags.filter(({ appliesTo }) => appliesTo === kind);
      return lossesOf(kind, tagsFor(before), tagsFor(after));
    }),
    ...lossesOf("relation", before.relationTypes, after.relationTypes),
  ];
}

const lossesOf = (kind: Kind, before: readonly Holder[], after: readonly Holder[]): Loss[] =>
  before.flatMap(({ key: tag, attributes }): Loss[] => {
    const next = after.find(({ key }) => key === tag);
    if (!next) return [{ kind, tag, attribute: null, values: null }];
    return attributes.flatMap((attribute) => {
      const values = lostValues(attribute, next.attributes);
      return values?.length === 0 ? [] : [{ kind, tag, attribute: attribute.key, values }];
    });
  });

/** The values that an attribute loses; null when it goes or changes its type. */
function lostValues(attribute: Attribute, next: readonly Attribute[]): readonly string[] | null {
  const same = next.find(({ key }) => key === attribute.key);
  if (same?.type !== attribute.type) return null;
  if (attribute.type !== "choice" || same.type !== "choice") return [];
  const kept = new Set(same.values.map(({ key }) => key));
  return attribute.values.map(({ key }) => key).filter((key) => !kept.has(key));
}

/** Refuses what an annotation uses, one that was deleted too: it can be restored. */
async function refuseLosses(tx: Transaction, projectId: string, lost: readonly Loss[]): Promise<void> {
  if (lost.length === 0) return;
  const [used] = await tx.$queryRaw<Loss[]>(Prisma.sql`
    SELECT l."kind", l."tag", l."attribute", l."values"
    FROM jsonb_to_recordset(${JSON.stringify(lost)}::jsonb)
      AS l("kind" text, "tag" text, "attribute" text, "values" jsonb)
    WHERE EXISTS (
      SELECT FROM "Annotation" a
      WHERE a."projectId" = ${projectId}::uuid AND a."kind" = l."kind" AND a."tag" = l."tag"
        AND (l."attribute" IS NULL OR jsonb_exists(a."attributes", l."attribute"))
        AND (coalesce(l."values", 'null') = 'null' OR l."values" @> (a."attributes" -> l."attribute"))
    )
    LIMIT 1`);
  if (!used) return;
  const what =
    used.attribute === null ? `“${used.tag}”` : `The attribute “${used.attribute}” of “${used.tag}”`;
  throw invalid("scheme", `${what} is in use as it is. It can be retired, but not removed or narrowed.`);
}
