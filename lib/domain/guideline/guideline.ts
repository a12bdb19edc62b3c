/** One rule of a project's guidelines. Its id stays the same over all versions, whatever becomes of its words. */
export type Rule = {
  readonly id: string;
  readonly title: string;
  /** The key of the tag or relation type it is about; null when it is about all of them. */
  readonly tag: string | null;
  /** Markdown. */
  readonly text: string;
};

/** What annotators work by: an introduction and rules, both Markdown. A version of it never changes. */
export type Guideline = { readonly intro: string; readonly rules: readonly Rule[] };

export const emptyGuideline: Guideline = { intro: "", rules: [] };

export type GuidelineDifference = {
  readonly isIntroChanged: boolean;
  readonly added: readonly Rule[];
  readonly changed: readonly { readonly before: Rule; readonly after: Rule }[];
  readonly removed: readonly Rule[];
};

/** Whether two versions of a rule ask the same of an annotator: what it is about, its title and its words. */
export const saysTheSame = (one: Rule, other: Rule): boolean =>
  one.title === other.title && one.tag === other.tag && one.text === other.text;

/** What became of each rule between two versions. Their order is no difference. */
export function differenceOf(before: Guideline, after: Guideline): GuidelineDifference {
  const earlier = new Map(before.rules.map((rule) => [rule.id, rule]));
  const later = new Set(after.rules.map(({ id }) => id));
  return {
    isIntroChanged: before.intro !== after.intro,
    added: after.rules.filter(({ id }) => !earlier.has(id)),
    changed: after.rules.flatMap((rule) => {
      const known = earlier.get(rule.id);
      return known && !saysTheSame(known, rule) ? [{ before: known, after: rule }] : [];
    }),
    removed: before.rules.filter(({ id }) => !later.has(id)),
  };
}

export const isDifferent = ({ isIntroChanged, added, changed, removed }: GuidelineDifference): boolean =>
  isIntroChanged || added.length + changed.length + removed.length > 0;

/** The rules about one tag, those about all tags left out. */
export const rulesAbout = ({ rules }: Guideline, tag: string): readonly Rule[] =>
  rules.filter((rule) => rule.tag === tag);

/**
 * The number of the version in which a rule got the words that it has in the newest one: what was annotated before
 * that was annotated under other words. Null when the newest version does not have the rule, or when it has said
 * the same since it was first written.
 *
 * @param versions all versions, oldest first
 */
export function changedIn(
  versions: readonly { readonly number: number; readonly guideline: Guideline }[],
  ruleId: string,
): number | null {
  const ruleOf = ({ guideline }: { readonly guideline: Guideline }) =>
    guideline.rules.find(({ id }) => id === ruleId);
  const newest = versions.at(-1);
  const now = newest && ruleOf(newest);
  if (!now) return null;
  for (let at = versions.length - 2; at >= 0; at--) {
    const [earlier, later] = [versions[at], versions[at + 1]];
    const was = earlier && ruleOf(earlier);
    if (was && saysTheSame(was, now)) continue;
    const isFirst = !versions.slice(0, at + 1).some((version) => ruleOf(version));
    return isFirst ? null : (later?.number ?? null);
  }
  return null;
}
