import "server-only";
import type { Codec } from "@/lib/formats/codec";
import { plainFileName } from "../download";
import type { CorpusSelection } from "./corpus-selection";

/** A name that says what is in the file, without a date: the same corpus gives the same name. */
export function exportFileName(
  project: string,
  { set, status, split, revisions }: CorpusSelection,
  { id, extension }: Pick<Codec, "id" | "extension">,
): string {
  const parts = [
    plainFileName(project) || "corpus",
    ...(set === "all" ? [] : [set.replace(":", " ")]),
    ...(status === "any" ? [] : [status]),
    ...(split === "any" ? [] : [split]),
    ...(revisions === "newest" ? [] : ["all revisions"]),
    ...(extension === id ? [] : [id]),
  ];
  return `${parts.join(" ")}.${extension}`;
}
