import { type DifferenceKind, differenceKinds } from "@/lib/domain/adjudication/item";

export const compareLayouts = ["columns", "overlaid"] as const;
export type CompareLayout = (typeof compareLayouts)[number];

/** What the address of a comparison says: it can be kept and sent. */
export type CompareAddress = {
  readonly sets: readonly string[];
  readonly layout: CompareLayout;
  readonly tag: string;
  readonly set: string;
  readonly kind: DifferenceKind | "";
  /** An annotation, whose item is opened. */
  readonly item: string;
  /** Annotations to walk through, as another page chose them. */
  readonly annotations: readonly string[];
};

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** An address can't hold more than a few hundred ids. */
const IDS_MAX = 200;

const ids = (text: string): string[] =>
  text
    .toLowerCase()
    .split(",")
    .filter((id) => ID.test(id))
    .slice(0, IDS_MAX);

/** Reads an address; whatever does not fit is left out. */
export function readCompareAddress(query: Query): CompareAddress {
  const of = (name: string): string => {
    const value = query[name];
    return (typeof value === "string" ? value : value?.[0]) ?? "";
  };
  const [item = ""] = ids(of("item"));
  return {
    sets: ids(of("sets")),
    layout: compareLayouts.find((layout) => layout === of("view")) ?? "columns",
    tag: of("tag"),
    set: ids(of("who"))[0] ?? "",
    kind: differenceKinds.find((kind) => kind === of("kind")) ?? "",
    item,
    annotations: ids(of("annotations")),
  };
}

/** The same as the end of an address, with its question mark; empty where nothing was chosen. */
export function writeCompareAddress({
  sets,
  layout,
  tag,
  set,
  kind,
  item,
  annotations,
}: CompareAddress): string {
  const search = new URLSearchParams();
  const parts = {
    sets: sets.join(","),
    view: layout === "columns" ? "" : layout,
    tag,
    who: set,
    kind,
    item,
    annotations: annotations.join(","),
  };
  for (const [name, value] of Object.entries(parts)) if (value !== "") search.set(name, value);
  const text = search.toString().replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
}
