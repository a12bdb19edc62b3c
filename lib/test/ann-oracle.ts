/** Python's `str.splitlines`, written from its table of line boundaries. */
export function splitLines(text: string): string[] {
  const ends = new Set([0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029]);
  const lines: string[] = [];
  let line = "";
  let isOpen = false;
  for (const character of text) {
    isOpen = true;
    if (!ends.has(character.codePointAt(0) ?? 0)) line += character;
    else {
      lines.push(line);
      line = "";
      isOpen = false;
    }
  }
  return isOpen ? [...lines, line] : lines;
}

export type ParsedAnn = {
  spans: Map<string, { type: string; offsets: [number, number][]; text: string }>;
  relations: { type: string; from: string; to: string }[];
  attributes: { name: string; target: string; value: string | true }[];
  notes: { type: string; target: string; text: string }[];
  references: { target: string; database: string; key: string; text: string }[];
};

/** A slow reader of one `.ann` file by the rules of brat's own: any line it cannot place is an error. */
export function parseAnn(ann: string): ParsedAnn {
  const parsed: ParsedAnn = { spans: new Map(), relations: [], attributes: [], notes: [], references: [] };
  const ids = new Set<string>();
  for (const line of splitLines(ann)) {
    const [id = "", rest = "", ...tail] = line.split("\t");
    const text = tail.join("\t");
    if (ids.has(id)) throw new Error(`The id ${id} is used twice`);
    ids.add(id);
    const words = rest.split(" ");
    const [type = "", target = "", value] = words;
    if (!/^[A-Za-z0-9_-]+$/.test(type)) throw new Error(`Not a type: ${line}`);
    if (/^T\d+$/.test(id)) {
      const offsets = words
        .slice(1)
        .join(" ")
        .split(";")
        .map((pair): [number, number] => {
          if (!/^\d+ \d+$/.test(pair)) throw new Error(`Not offsets: ${line}`);
          const [start = 0, end = 0] = pair.split(" ").map(Number);
          return [start, end];
        });
      parsed.spans.set(id, { type, offsets, text });
    } else if (/^R\d+$/.test(id)) {
      const ends = /^\S+ Arg1:(T\d+) Arg2:(T\d+)$/.exec(rest);
      if (!ends) throw new Error(`Not a relation: ${line}`);
      parsed.relations.push({ type, from: ends[1] ?? "", to: ends[2] ?? "" });
    } else if (/^A\d+$/.test(id)) {
      if (words.length > 3) throw new Error(`Not an attribute: ${line}`);
      parsed.attributes.push({ name: type, target, value: value ?? true });
    } else if (/^#\d+$/.test(id)) {
      parsed.notes.push({ type, target, text });
    } else if (/^N\d+$/.test(id)) {
      const reference = /^([^\s:]*):(\S*)$/.exec(words.slice(2).join(" "));
      if (type !== "Reference" || !reference) throw new Error(`Not a reference: ${line}`);
      parsed.references.push({ target, database: reference[1] ?? "", key: reference[2] ?? "", text });
    } else throw new Error(`Not a line of brat's: ${line}`);
  }
  return parsed;
}
