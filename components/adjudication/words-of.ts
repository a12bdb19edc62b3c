import type { AdjudicationSession } from "@/lib/client/adjudication-session";
import type { Annotation } from "@/lib/domain/annotation/annotation";

/** The words of a version; of a link those of both its ends. Empty for what is about the whole document. */
export function wordsOf({ work }: AdjudicationSession, version: Annotation | undefined): string {
  if (!version || version.kind === "document") return "";
  if (version.kind === "span") return version.spans.map(({ quote }) => quote).join(" … ");
  const quoteOf = (id: string) => {
    const end = [...work.annotations, ...work.gold, ...work.vanished].find((one) => one.id === id);
    return end?.kind === "span" ? end.spans.map(({ quote }) => quote).join(" … ") : "?";
  };
  return `${quoteOf(version.fromId)} → ${quoteOf(version.toId)}`;
}
