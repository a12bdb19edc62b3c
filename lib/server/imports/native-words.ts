import "server-only";
import type { Brought } from "@/lib/contracts/imports";
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
export function frontWords({ guidelines }: Pick<Corpus, "guidelines">, brought: Brought): string[] {
  const parts = [
    ...counted(brought.guidelines, "version of the guidelines", "versions of the guidelines"),
    ...counted(brought.rounds, "round", "rounds"),
    ...counted(brought.entities, "entity", "entities"),
  ];
  return [
    ...(parts.length > 0 ? [`The file also brings ${parts.join(", ")}.`] : []),
    ...(guidelines.length > 0 && brought.guidelines === 0
      ? ["Its guidelines stay out: the project has some of its own."]
      : []),
  ];
}
