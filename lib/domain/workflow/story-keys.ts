/** What stories are told apart by. */
export type Told = { readonly id: string; readonly title: string; readonly textSha256: string };

/** Shorter titles, such as "Correction", are shared by stories that have nothing else in common. */
const TITLE_WORDS_MIN = 3;

/** A title without what printers change: case, punctuation and spacing. Null when it is too short to tell. */
export function titleKey(title: string): string | null {
  const words =
    title
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length < TITLE_WORDS_MIN ? null : words.join(" ");
}

/**
 * Which documents tell one story in one telling: the same text, or the same title. A key for each document id; two
 * documents have the same key exactly if a chain of shared texts and titles joins them.
 */
export function storyKeys(documents: readonly Told[]): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  const rootOf = (node: string): string => {
    let root = node;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    parents.set(node, root);
    return root;
  };
  for (const { textSha256, title } of documents) {
    const text = rootOf(`text ${textSha256}`);
    const key = titleKey(title);
    if (key === null) continue;
    const titled = rootOf(`title ${key}`);
    // The smaller name wins, so that the order of the documents changes nothing.
    const [winner, loser] = text < titled ? [text, titled] : [titled, text];
    parents.set(loser, winner);
  }
  return new Map(documents.map(({ id, textSha256 }) => [id, rootOf(`text ${textSha256}`)]));
}
