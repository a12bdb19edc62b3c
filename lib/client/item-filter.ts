import type { DifferenceKind } from "@/lib/domain/adjudication/item";
import type { QueueItem } from "./adjudication-board";

/** Which items a curator looks through. Empty text lets everything through. */
export type ItemFilter = {
  readonly status: "open" | "changed" | "decided" | "added" | "all";
  readonly difference: DifferenceKind | "none" | "";
  readonly tag: string;
  readonly set: string;
};

export type ItemStatus = { readonly isDecided: boolean; readonly isChanged: boolean };

/** Whether a filter lets an item through. What has changed since it was decided is open again. */
export function passes(
  { status, difference, tag, set }: ItemFilter,
  item: QueueItem,
  { isDecided, isChanged }: ItemStatus,
): boolean {
  if (status === "open" && isDecided && !isChanged) return false;
  if (status === "decided" && !isDecided) return false;
  if (status === "changed" && !isChanged) return false;
  if (status === "added" && item.origin !== "added") return false;
  if (difference === "none" && item.differences.length > 0) return false;
  if (difference && difference !== "none" && !item.differences.includes(difference)) return false;
  if (tag && !item.versions.some((one) => one.tag === tag)) return false;
  return !set || item.versions.some(({ setId }) => setId === set);
}
