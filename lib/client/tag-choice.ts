import type { ReviewFilter } from "@/lib/contracts/reviews";
import type { AnnotationKind } from "@/lib/domain/annotation/annotation";
import { relationTypeOf, type Scheme, tagOf } from "@/lib/domain/scheme/scheme";

/** Before the key of a type of link, which may be the key of a tag, too. No key has a colon. */
const LINK = "link:";

/** A tag, or a type of link, as lists and addresses name it. */
export type TagChoice = string;

export const tagChoice = ({
  kind,
  tag,
}: {
  readonly kind: AnnotationKind;
  readonly tag: string;
}): TagChoice => (kind === "relation" ? linkChoice(tag) : tag);

export const linkChoice = (type: string): TagChoice => `${LINK}${type}`;

/** What an address says. One that was kept from before may have the bare key of a type of link. */
export const knownChoice = (scheme: Scheme, choice: string): TagChoice =>
  !tagOf(scheme, choice) && relationTypeOf(scheme, choice) ? linkChoice(choice) : choice;

/** The part of a filter that lets just this through; everything where nothing is chosen. */
export function filterOfChoice(choice: TagChoice): Pick<ReviewFilter, "kinds" | "tags"> {
  if (choice === "") return { kinds: undefined, tags: undefined };
  return choice.startsWith(LINK)
    ? { kinds: ["relation"], tags: [choice.slice(LINK.length)] }
    : { kinds: ["span", "document"], tags: [choice] };
}

/** What a filter lets through, one by one. One that names no kind is over tags and links with the same key. */
export function choicesOf({ kinds, tags = [] }: Pick<ReviewFilter, "kinds" | "tags">): TagChoice[] {
  const hasTags = !kinds || kinds.some((kind) => kind !== "relation");
  const hasLinks = kinds?.includes("relation") ?? false;
  return [...(hasTags ? tags : []), ...(hasLinks ? tags.map(linkChoice) : [])];
}

/** Its title in the scheme, and whether it is a type of link. */
export function describeChoice(scheme: Scheme, choice: TagChoice): { title: string; isLink: boolean } {
  const known = knownChoice(scheme, choice);
  const isLink = known.startsWith(LINK);
  const key = isLink ? known.slice(LINK.length) : known;
  return { title: (isLink ? relationTypeOf(scheme, key) : tagOf(scheme, key))?.title ?? key, isLink };
}
