import "server-only";
import type { Corpus, CorpusDocument } from "@/lib/formats/corpus";

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

/** What comes with a document of a file, for the list of what was found in it. */
export function documentWords(item: CorpusDocument): string {
  const { annotations, removed, reviews, decisions, threads } = item;
  const parts = [
    `${annotations.length} annotation${annotations.length === 1 ? "" : "s"}`,
    ...counted(removed.length, "removed annotation", "removed annotations"),
    ...counted(reviews.length, "verdict", "verdicts"),
    ...counted(decisions.length, "decision", "decisions"),
    ...counted(threads.length, "conversation", "conversations"),
  ];
  return `With ${parts.join(", ")}.`;
}

/** What comes with the file itself, as sentences. */
export function frontWords(
  { guidelines, rounds, entities }: Omit<Corpus, "documents" | "header">,
  adoptsGuidelines: boolean,
): string[] {
  const parts = [
    ...(adoptsGuidelines
      ? counted(guidelines.length, "version of the guidelines", "versions of the guidelines")
      : []),
    ...counted(rounds.length, "round", "rounds"),
    ...counted(entities.length, "entity", "entities"),
  ];
  return [
    ...(parts.length > 0 ? [`The file also brings ${parts.join(", ")}.`] : []),
    ...(guidelines.length > 0 && !adoptsGuidelines
      ? ["Its guidelines stay out: the project has some of its own."]
      : []),
  ];
}
