import { keyFromTitle } from "@/lib/domain/scheme/key-from-title";
import type { Attribute, Scheme, Tag } from "@/lib/domain/scheme/scheme";

/** Keys of a scheme hold no hyphen, so what is new can't be taken for what is saved. */
const newMark = "new-";
export const isNew = (key: string): boolean => key.startsWith(newMark);
const newKey = (): string => `${newMark}${crypto.randomUUID()}`;

const colours = [
  "#a23b72",
  "#4b5fb5",
  "#8c6d1f",
  "#3c7a89",
  "#a4452c",
  "#5a7d2a",
  "#7d4fa0",
  "#59636e",
] as const;

/** A tag to start from, in a colour that no other has. */
export function blankTag(scheme: Scheme): Tag {
  const used = new Set(scheme.tags.map((tag) => tag.colour));
  return {
    key: newKey(),
    title: "",
    appliesTo: "span",
    code: "",
    hotkey: "",
    colour: colours.find((colour) => !used.has(colour)) ?? colours[0],
    pattern: "solid",
    isHelper: false,
    guideline: "",
    attributes: [],
  };
}

export function blankAttribute(type: Attribute["type"]): Attribute {
  const common = { key: newKey(), title: "" };
  return type === "choice" ? { ...common, type, values: [blankValue(), blankValue()] } : { ...common, type };
}

export const blankValue = () => ({ key: newKey(), title: "" });

/** The draft as it is saved: what is new gets a key made of its title; values left empty are left out. */
export function finishedTag(draft: Tag, scheme: Scheme): Tag {
  const taken = new Set(scheme.tags.map((tag) => tag.key));
  const title = draft.title.trim();
  return {
    ...draft,
    title,
    key: isNew(draft.key) ? keyFromTitle(title, "TAG", taken) : draft.key,
    attributes: withKeys(draft.attributes.map(finishedAttribute), "ATTRIBUTE"),
  };
}

function finishedAttribute(attribute: Attribute): Attribute {
  if (attribute.type !== "choice") return attribute;
  const values = attribute.values.filter((value) => !isNew(value.key) || value.title.trim() !== "");
  return { ...attribute, values: withKeys(values, "VALUE") };
}

function withKeys<Keyed extends { readonly key: string; readonly title: string }>(
  list: readonly Keyed[],
  fallback: string,
): Keyed[] {
  const taken = new Set(list.map((one) => one.key));
  return list.map((one) => {
    const title = one.title.trim();
    if (!isNew(one.key)) return { ...one, title };
    const key = keyFromTitle(title, fallback, taken);
    taken.add(key);
    return { ...one, title, key };
  });
}

/** The scheme with this tag in the place of the one with its key, or at the end. */
export function withTag(scheme: Scheme, tag: Tag): Scheme {
  const isKnown = scheme.tags.some((one) => one.key === tag.key);
  const tags = isKnown ? scheme.tags.map((one) => (one.key === tag.key ? tag : one)) : [...scheme.tags, tag];
  return { ...scheme, tags };
}
