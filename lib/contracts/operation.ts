import { z } from "zod";
import { isPlainName } from "@/lib/domain/text/plain-name";
import type { Permission } from "@/lib/policy/policy";

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

/**
 * What travels: JSON both ways unless said otherwise. An upload takes bytes; a download or a feed answers with
 * bytes of its own media type.
 */
export type Wire = "json" | "upload" | "download" | "feed";

/**
 * One endpoint of the public API, declared once. The dispatcher, the browser client, the OpenAPI document and
 * the access tests all read this value.
 */
export type Operation<
  P extends Permission = Permission,
  Body extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Returns extends z.ZodType = z.ZodType,
  Over extends Wire = Wire,
  Creates extends boolean = boolean,
> = {
  readonly method: Method;
  /** Below /api/v1, with {parameters}. */
  readonly path: `/${string}`;
  readonly permission: P;
  readonly summary: string;
  readonly body?: Body;
  readonly query?: Query;
  readonly returns: Returns;
  readonly wire?: Over;
  /** A create answers 201, or 200 when the id was there already. */
  readonly creates?: Creates;
  /** Largest body in bytes; 1 MB unless said otherwise. */
  readonly bodyBytesMax?: number;
};

export function operation<
  P extends Permission,
  Returns extends z.ZodType,
  Body extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  const Over extends Wire = "json",
  const Creates extends boolean = false,
>(
  declared: Operation<P, Body, Query, Returns, Over, Creates>,
): Operation<P, Body, Query, Returns, Over, Creates> {
  return declared;
}

/** A UUID in lower case, as the database answers it: the same id must never look like two. */
export const Id = z.uuid().toLowerCase();

/** The header in which a page names the person whose work it sends; another's session must not send it. */
export const ON_BEHALF_OF = "x-concord-user";
/** A name taken from the words of an article, or one that is stored: it stays as it is. */
export const NameAsIs = z
  .string()
  .trim()
  .min(1, "A name is needed")
  .max(200, "At most 200 characters")
  .refine((text) => text.isWellFormed() && !text.includes("\0"), "Holds characters that can't be stored");

export const PLAIN_NAME_NEEDED =
  "A name is one line: it can't hold line breaks, control characters or marks that turn the direction of writing";

/** What people call a person, a project, a round or a thing of theirs. */
export const Name = NameAsIs.refine(isPlainName, PLAIN_NAME_NEEDED);

/** Free text of people: any well-formed Unicode but NUL, which Postgres can't store. */
export const FreeText = (max: number) =>
  z
    .string()
    .max(max, `At most ${max} characters`)
    .refine((text) => text.isWellFormed() && !text.includes("\0"), "Holds characters that can't be stored");

export const Time = z.iso.datetime({ offset: true });
/** What the database counts with: anything larger is the number of nothing. */
export const INTEGER_MAX = 2_147_483_647;
export const Revision = z.int().min(1).max(INTEGER_MAX);
/** A revision or version in a query, where everything is text. */
export const RevisionInQuery = z.coerce.number().int().min(1).max(INTEGER_MAX);

/** Lists answer a page and the cursor of the next one; null ends. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

export const PageQuery = {
  cursor: FreeText(500).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
};

export const Nothing = z.strictObject({});
