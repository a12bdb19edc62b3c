import "server-only";
import { exactText } from "@/lib/domain/text/exact-text";
import { extractLimits } from "./extract-limits";

export type EntryPath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string };

/**
 * Whether a path inside an archive or a dropped folder stays inside it. Nothing is ever written to such a path,
 * but it is shown, exported and used by people, whose tools may trust it.
 */
export function entryPath(raw: string): EntryPath {
  const refuse = (reason: string): EntryPath => ({ ok: false, reason });
  if (raw === "") return refuse("has no name");
  if (raw.length > extractLimits.pathLengthMax) return refuse("is longer than 255 characters");
  if (raw.includes("\\")) return refuse("has a backslash");
  if (raw.startsWith("/")) return refuse("starts at the root of a disk");
  if (/^[A-Za-z]:/.test(raw)) return refuse("names a drive");
  if (!exactText(raw).ok || /\p{Cc}/u.test(raw)) return refuse("has a control character");
  const parts = raw.split("/");
  if (parts.some((part) => part === "..")) return refuse("leads out of its folder");
  if (parts.some((part) => part === "." || part === "")) return refuse("has an empty folder name");
  return { ok: true, path: raw };
}

/** Paths with the same key are one file on a disk that ignores case, or that composes letters. */
export const pathKey = (path: string) => path.normalize("NFC").toLowerCase().normalize("NFC");
