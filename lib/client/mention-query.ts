export type Spoken = { readonly id: string; readonly name: string };

/** The name that is being typed after an @ at the caret, and where it begins; null where none is. */
export function mentionQuery(
  text: string,
  caret: number,
): { readonly start: number; readonly query: string } | null {
  const found = /(?:^|[\s(“"])@([^@\n]{0,60})$/u.exec(text.slice(0, caret));
  if (!found) return null;
  const query = found[1] ?? "";
  // Two spaces or the end of a sentence: somebody has gone on writing.
  if (/\s{2}|[.!?,;:]\s/u.test(query)) return null;
  return { start: caret - query.length - 1, query };
}

/** Those whose name has a word that begins as the query does; best first. */
export function matchingPeople<Person extends Spoken>(people: readonly Person[], query: string): Person[] {
  const wanted = fold(query);
  const rank = ({ name }: Spoken): number => {
    const folded = fold(name);
    if (folded.startsWith(wanted)) return 0;
    return folded.split(/\s+/u).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return people
    .filter((person) => rank(person) < 2)
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** Who of those chosen is still spoken to in the text as it is sent. */
export const spokenTo = (text: string, chosen: readonly Spoken[]): string[] => [
  ...new Set(chosen.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id)),
];

const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
