import { tagOf } from "@/lib/contracts/openapi";
import type { Operation } from "@/lib/contracts/operation";
import { operations } from "@/lib/contracts/registry";

/** In the order in which somebody who begins would read them. */
export const groupKeys = [
  "projects",
  "documents",
  "annotations",
  "rounds",
  "progress",
  "entities",
  "changes",
  "imports",
  "export",
  "scheme",
  "members",
  "invitations",
  "account",
  "links",
  "users",
  "openapi",
  "other",
] as const;
export type GroupKey = (typeof groupKeys)[number];

export type NamedOperation = { readonly name: string; readonly operation: Operation };
export type OperationGroup = { readonly key: GroupKey; readonly members: readonly NamedOperation[] };

const groupOf = (path: string): GroupKey => groupKeys.find((key) => key === tagOf(path)) ?? "other";

/** Every operation of the API by what it is about. */
export function operationGroups(): readonly OperationGroup[] {
  const all: readonly NamedOperation[] = Object.entries(operations).map(([name, operation]) => ({
    name,
    operation,
  }));
  return groupKeys.flatMap((key) => {
    const members = all.filter(({ operation }) => groupOf(operation.path) === key);
    return members.length === 0 ? [] : [{ key, members }];
  });
}
