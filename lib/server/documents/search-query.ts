import "server-only";
import { Prisma } from "../database";

/**
 * What a person typed, as a condition on `d.search`: words, "phrases", or and -not as in web search. The last
 * word also matches words that begin with it, since it is often still being typed.
 */
export function matchesSearch(typed: string): Prisma.Sql {
  const { head, joiner, prefix } = split(typed);
  const whole = Prisma.sql`websearch_to_tsquery('pg_catalog.simple', ${head})`;
  if (prefix === null) return Prisma.sql`d."search" @@ ${whole}`;
  // Quoted and escaped, the word can't act as syntax of a tsquery.
  const quoted = `'${prefix.replaceAll("\\", "\\\\").replaceAll("'", "''")}':*`;
  const last = Prisma.sql`to_tsquery('pg_catalog.simple', ${quoted})`;
  if (head === "") return Prisma.sql`d."search" @@ ${last}`;
  return joiner === "or"
    ? Prisma.sql`d."search" @@ (${whole} || ${last})`
    : Prisma.sql`d."search" @@ (${whole} && ${last})`;
}

/** The last word stands alone unless it is inside quotes, negated, finished by a space, or an operator. */
function split(typed: string): { head: string; joiner: "and" | "or"; prefix: string | null } {
  const [, head = "", last = ""] = /^(.*?)(\S+)$/su.exec(typed) ?? [];
  const isPlain = last !== "" && !/^-|"|^or$/i.test(last) && (head.match(/"/g)?.length ?? 0) % 2 === 0;
  if (!isPlain) return { head: typed, joiner: "and", prefix: null };
  const [, before] = /^(.*\S)\s+or\s+$/isu.exec(head) ?? [];
  if (before !== undefined) return { head: before, joiner: "or", prefix: last };
  return { head: head.trim(), joiner: "and", prefix: last };
}
