import type { Attributes } from "@/lib/domain/annotation/annotation";
import type { Entity } from "@/lib/domain/entity/entity";
import { bratFragments } from "./brat-fragments";
import { attributeForm, type BratNames } from "./brat-names";
import type { Loss } from "./codec";
import type { CorpusAnnotation, CorpusHeader } from "./corpus";
import { lineBreak, oneLine } from "./python-lines";

const loss = {
  provenance: {
    code: "provenance",
    message: "The id, author, times and revision of an annotation have no place in brat's files",
  },
  documentAnnotation: {
    code: "document-annotation",
    message: "An assertion about a whole document has no place in brat's files and was left out",
  },
  relationEnd: {
    code: "relation-end",
    message: "A relation was left out because it does not join two marked spans",
  },
  lineBreak: {
    code: "span-over-line-break",
    message: "A span over the end of a line was cut there; the line break itself is no longer part of it",
  },
  edgeSpace: { code: "span-edge-space", message: "White space at the edge of a span was cut away" },
  blankSpan: { code: "blank-span", message: "A span of white space only was left out" },
  falseFlag: {
    code: "false-attribute",
    message: "An attribute with the value false was left out: brat's marks are there or not",
  },
  flattened: {
    code: "line-break-in-note",
    message: "Line breaks in a note or a text attribute became spaces",
  },
} as const satisfies Record<string, Loss>;

export type Standoff = { readonly lines: readonly string[]; readonly losses: readonly Loss[] };

/**
 * The lines of one `.ann` file, for one set's annotations of one document in order, and what they could not
 * carry. Ids count from 1 in each file.
 */
export function standoff(
  header: CorpusHeader,
  names: BratNames,
  entities: ReadonlyMap<string, Entity>,
  annotations: readonly CorpusAnnotation[],
): Standoff {
  const file = new StandoffFile(header, names, entities);
  for (const annotation of annotations) file.add(annotation);
  return file;
}

class StandoffFile implements Standoff {
  readonly lines: string[] = [];
  readonly losses: Loss[] = [];
  readonly #counters = new Map<string, number>();
  /** Where an annotation's span line is, so that relations can join it. */
  readonly #spanIds = new Map<string, string>();

  constructor(
    readonly header: CorpusHeader,
    readonly names: BratNames,
    readonly entities: ReadonlyMap<string, Entity>,
  ) {}

  add(annotation: CorpusAnnotation): void {
    const id = this.#addKind(annotation);
    if (id === null) return;
    this.losses.push(loss.provenance);
    this.#addAttributes(id, annotation);
    if (annotation.note) this.#addNote("AnnotatorNotes", id, annotation.note);
  }

  #addKind(annotation: CorpusAnnotation): string | null {
    switch (annotation.kind) {
      case "document":
        this.losses.push(loss.documentAnnotation);
        return null;
      case "span":
        return this.#addSpans(annotation);
      case "relation":
        return this.#addRelation(annotation);
    }
  }

  #addSpans({ id, tag, spans, entityId }: Extract<CorpusAnnotation, { kind: "span" }>): string | null {
    const { fragments, broken, trimmed, dropped } = bratFragments(spans);
    this.#lose(loss.lineBreak, broken);
    this.#lose(loss.edgeSpace, trimmed);
    this.#lose(loss.blankSpan, dropped);
    if (fragments.length === 0) return null;
    const offsets = fragments.map(({ start, end }) => `${start} ${end}`).join(";");
    const quote = fragments.map((fragment) => fragment.quote).join(" ");
    const lineId = this.#line("T", `${this.names.tag(tag)} ${offsets}\t${quote}`);
    this.#spanIds.set(id, lineId);
    if (entityId !== null) this.#addReferences(lineId, entityId);
    return lineId;
  }

  /** One reference to the project's own entity, and one for each outside registry that knows it. */
  #addReferences(target: string, entityId: string): void {
    const entity = this.entities.get(entityId);
    const name = oneLine(entity?.name ?? "");
    this.#line("N", `Reference ${target} Concord:${withoutSpace(entityId)}\t${name}`);
    for (const [registry, key] of sorted(entity?.identifiers ?? {}))
      if (key)
        this.#line("N", `Reference ${target} ${withoutSpace(registry, ":")}:${withoutSpace(key)}\t${name}`);
  }

  #addRelation({ tag, fromId, toId }: Extract<CorpusAnnotation, { kind: "relation" }>): string | null {
    const from = this.#spanIds.get(fromId);
    const to = this.#spanIds.get(toId);
    if (from === undefined || to === undefined) {
      this.losses.push(loss.relationEnd);
      return null;
    }
    return this.#line("R", `${this.names.relation(tag)} Arg1:${from} Arg2:${to}`);
  }

  #addAttributes(target: string, { kind, tag, attributes }: CorpusAnnotation): void {
    for (const [key, value] of sorted<Attributes[string]>(attributes)) {
      const name = this.names.attribute(key);
      const form = attributeForm(this.header, kind, tag, key, value);
      if (value === false) this.losses.push(loss.falseFlag);
      else if (form === "boolean") this.#line("A", `${name} ${target}`);
      else if (form === "choice")
        this.#line("A", `${name} ${target} ${this.names.value(key, String(value))}`);
      else this.#addNote(name, target, String(value));
    }
  }

  #addNote(type: string, target: string, note: string): void {
    if (lineBreak.test(note)) this.losses.push(loss.flattened);
    this.#line("#", `${type} ${target}\t${oneLine(note)}`);
  }

  #line(prefix: string, content: string): string {
    const number = (this.#counters.get(prefix) ?? 0) + 1;
    this.#counters.set(prefix, number);
    this.lines.push(`${prefix}${number}\t${content}`);
    return `${prefix}${number}`;
  }

  #lose(what: Loss, times: number): void {
    for (let n = 0; n < times; n++) this.losses.push(what);
  }
}

const sorted = <T>(values: { readonly [key: string]: T }): [string, T][] =>
  Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));

/** For references, which end at a space: spaces as in web addresses, and `also` for what else would end them. */
function withoutSpace(text: string, also = ""): string {
  const encoder = new TextEncoder();
  return [...text]
    .map((character) =>
      /\s|\p{Cc}/u.test(character) || character === "%" || also.includes(character)
        ? [...encoder.encode(character)]
            .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
            .join("")
        : character,
    )
    .join("");
}
