import type { Attribute, RelationType, Scheme, Tag } from "@/lib/domain/scheme/scheme";

export const hostileKeys = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "1",
  "a b",
  "a:b",
  "A_B",
  "é|",
];

const titled = (key: string) => ({ key, title: `${key} | title\nof ${key}` });
const attributes: readonly Attribute[] = [
  ...hostileKeys.map((key): Attribute => ({ ...titled(key), type: "text" })),
  { ...titled("sure"), type: "boolean" },
  {
    ...titled("class"),
    type: "choice",
    values: [titled("NOT SURE"), titled("__proto__"), { ...titled("a|b"), guideline: "Rare." }],
    guideline: "One of three.",
    retired: true,
  },
];

export const hostileTag = (key: string, appliesTo: Tag["appliesTo"], more: Partial<Tag> = {}): Tag => ({
  ...titled(key),
  appliesTo,
  code: "X",
  hotkey: "x",
  colour: "#1d6fb8",
  pattern: "solid",
  isHelper: false,
  guideline: "=guideline()",
  attributes,
  ...more,
});
export const hostileRelationType = (key: string, isDirected: boolean): RelationType => ({
  ...titled(key),
  from: hostileKeys,
  to: [],
  isDirected,
  many: true,
  guideline: "",
  attributes,
});

/** A scheme with keys that no sound project has, so that nothing rests on keys being tame. */
export const hostileScheme: Scheme = {
  tags: [
    ...hostileKeys.map((key) => hostileTag(key, "span", { colour: key, entityKind: "actor", retired: true })),
    hostileTag("TOPIC", "document"),
  ],
  relationTypes: [hostileRelationType("__proto__", true), hostileRelationType("a b", false)],
};
