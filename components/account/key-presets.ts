import type { Permission } from "@/lib/policy/policy";

const reading = [
  "account.read",
  "project.list",
  "project.read",
  "member.read",
  "scheme.read",
  "document.read",
  "annotation.read",
  "entity.read",
  "change.read",
  "corpus.export",
  "round.read",
  "progress.read",
] as const satisfies readonly Permission[];

const annotating = [
  ...reading,
  "annotation.create",
  "annotation.edit",
  "assignment.submit",
  "assignment.reopen",
  "round.claim",
  "entity.edit",
] as const satisfies readonly Permission[];

/** What most keys are for. Any other choice can be made through the API. */
export const keyPresets = {
  read: reading,
  annotate: annotating,
  everything: null,
} as const satisfies Record<string, readonly Permission[] | null>;

export type KeyPreset = keyof typeof keyPresets;

/** The preset that allows exactly this much; null when it is another choice. */
export function presetOf(permissions: readonly string[] | null): KeyPreset | null {
  if (permissions === null) return "everything";
  const given = new Set(permissions);
  for (const name of ["read", "annotate"] as const) {
    const allowed = keyPresets[name];
    if (allowed.length === given.size && allowed.every((permission) => given.has(permission))) return name;
  }
  return null;
}
