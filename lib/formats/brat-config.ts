import type { Attribute } from "@/lib/domain/scheme/scheme";
import type { BratNames } from "./brat-names";
import type { CorpusHeader } from "./corpus";
import { oneLine } from "./python-lines";

const any = "<ANY>";
const choiceOf = (names: readonly string[]): string => names.join("|") || any;

/** brat's `annotation.conf`: which types there are and what they may carry and join. */
export function annotationConf({ scheme }: CorpusHeader, names: BratNames): string {
  const spanTags = scheme.tags.filter((tag) => tag.appliesTo === "span");
  const relations = scheme.relationTypes.map(({ key, from, to, isDirected }) => {
    const ends = `Arg1:${choiceOf(from.map(names.tag))}, Arg2:${choiceOf(to.map(names.tag))}`;
    return `${names.relation(key)}\t${ends}${isDirected ? "" : ", <REL-TYPE>:symmetric"}`;
  });
  return sections({
    entities: spanTags.map((tag) => names.tag(tag.key)),
    relations: [`<OVERLAP>\tArg1:${any}, Arg2:${any}, <OVL-TYPE>:${any}`, ...relations],
    events: [],
    attributes: attributeLines({ scheme }, names),
  });
}

function attributeLines({ scheme }: Pick<CorpusHeader, "scheme">, names: BratNames): string[] {
  const holders = new Map<string, { tags: string[]; isOnRelations: boolean; values: Set<string> }>();
  const note = (attribute: Attribute, tag: string | null) => {
    if (attribute.type === "text") return;
    const holder = holders.get(attribute.key) ?? { tags: [], isOnRelations: false, values: new Set() };
    if (tag === null) holder.isOnRelations = true;
    else holder.tags.push(names.tag(tag));
    if (attribute.type === "choice")
      for (const { key } of attribute.values) holder.values.add(names.value(attribute.key, key));
    holders.set(attribute.key, holder);
  };
  for (const tag of scheme.tags)
    if (tag.appliesTo === "span") for (const attribute of tag.attributes) note(attribute, tag.key);
  for (const type of scheme.relationTypes) for (const attribute of type.attributes) note(attribute, null);
  return [...holders].map(([key, { tags, isOnRelations, values }]) => {
    const holder = isOnRelations ? any : choiceOf(tags);
    const value = values.size > 0 ? `, Value:${[...values].join("|")}` : "";
    return `${names.attribute(key)}\tArg:${holder}${value}`;
  });
}

/** brat's `visual.conf`: what the types are called on screen, and their colours. */
export function visualConf({ scheme }: CorpusHeader, names: BratNames): string {
  const titled = [
    ...scheme.tags.map((tag) => [names.tag(tag.key), tag.title, tag.code]),
    ...scheme.relationTypes.map((type) => [names.relation(type.key), type.title]),
  ];
  const colours = scheme.tags.flatMap(({ key, colour }) =>
    /^#[0-9a-f]{6}$/i.test(colour)
      ? [`${names.tag(key)}\tbgColor:${colour}, fgColor:${readableOn(colour)}, borderColor:darken`]
      : [],
  );
  return sections({
    labels: titled.map((terms) => terms.map(label).filter(Boolean).join(" | ")),
    drawing: [
      "SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken",
      "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
      ...colours,
      ...scheme.relationTypes
        .filter((type) => !type.isDirected)
        .map((type) => `${names.relation(type.key)}\tcolor:black, dashArray:3-3, arrowHead:none`),
    ],
  });
}

/** A label ends at a bar or at the end of the line. */
const label = (text: string): string => oneLine(text).replaceAll("|", "/").trim();

/** Black or white, whichever stands out more from the colour (relative luminance, Rec. 709). */
function readableOn(colour: string): "black" | "white" {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) > 128 ? "black" : "white";
}

const sections = (parts: { readonly [name: string]: readonly string[] }): string =>
  Object.entries(parts)
    .map(([name, lines]) => `[${name}]\n${lines.map((line) => `${line}\n`).join("")}`)
    .join("\n");
