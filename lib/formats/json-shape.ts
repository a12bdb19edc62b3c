import { quoted } from "./json-text";

/** Where a value from a file is not what it should be. */
export class Mismatch {
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {}

  toString(): string {
    return this.path ? `${this.path}: ${this.reason}` : this.reason;
  }
}

/**
 * The form of a value in a file. One declaration checks it on the way in and orders its keys on the way out, so
 * that reader and writer cannot disagree and equal values give equal bytes.
 */
export type Shape<T> = {
  read(value: unknown, path: string): T | Mismatch;
  /** The value as JSON text on one line. */
  write(value: T): string;
  /**
   * The same in pieces, where a value can be long. One character outside Latin-1 doubles what a string takes and
   * makes it slow to encode, so a long text should not do that to all that is written around it.
   */
  pieces?(value: T): Iterable<string>;
};

const piecesOf = <T>(shape: Shape<T>, value: T): Iterable<string> =>
  shape.pieces?.(value) ?? [shape.write(value)];

/** How many items of a list make one piece. */
const ITEMS_IN_PIECE = 64;

/** What stands where a field is absent: a file from before there was such a field. */
type DefaultedShape<T> = Shape<T> & { readonly absent: T; readonly isSparse?: true };

type OptionalShape<T> = Shape<T> & { readonly isOptional: true };

const within = (path: string, key: string | number): string => (path ? `${path}.${key}` : `${key}`);
const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** NUL and half surrogate pairs, which neither a database nor UTF-8 can hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is the character to find.
const unstorable = /\u0000|\p{Surrogate}/u;

const readText = (value: unknown, path: string): string | Mismatch => {
  if (typeof value !== "string") return new Mismatch(path, "text is needed");
  return unstorable.test(value) ? new Mismatch(path, "the text has a NUL or half a surrogate pair") : value;
};

export const text: Shape<string> = { read: readText, write: quoted };

/** A value that is text, or what JSON writes as JavaScript does: a number or a flag. */
const scalar = (value: string | number | boolean): string =>
  typeof value === "string" ? quoted(value) : String(value);

export const flag: Shape<boolean> = {
  read: (value, path) => (typeof value === "boolean" ? value : new Mismatch(path, "true or false is needed")),
  write: String,
};

/** What databases count with. */
const COUNT_MAX = 2_147_483_647;

/** A whole number from 0, such as an offset. */
export const count: Shape<number> = {
  read: (value, path) =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= COUNT_MAX
      ? value
      : new Mismatch(path, `a whole number from 0 to ${COUNT_MAX} is needed`),
  write: String,
};

/** A share, from 0 to 1. */
export const portion: Shape<number> = {
  read: (value, path) =>
    typeof value === "number" && value >= 0 && value <= 1
      ? value
      : new Mismatch(path, "a number from 0 to 1 is needed"),
  write: String,
};

const utcTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

/** An ISO 8601 time in UTC. */
export const time: Shape<string> = {
  read: (value, path) =>
    typeof value === "string" && utcTime.test(value) && !Number.isNaN(Date.parse(value))
      ? value
      : new Mismatch(path, "a time such as 2025-03-01T09:30:00Z is needed"),
  write: quoted,
};

export const oneOf = <T extends string | number>(values: readonly T[]): Shape<T> => ({
  read: (value, path) =>
    values.find((known) => known === value) ?? new Mismatch(path, `one of ${values.join(", ")} is needed`),
  write: scalar,
});

export const nullable = <T>(shape: Shape<T>): Shape<T | null> => ({
  read: (value, path) => (value === null ? null : shape.read(value, path)),
  write: (value) => (value === null ? "null" : shape.write(value)),
});

export const optional = <T>(shape: Shape<T>): OptionalShape<T> => ({ ...shape, isOptional: true });

export const defaulted = <T>(shape: Shape<T>, absent: T): DefaultedShape<T> => ({ ...shape, absent });

/**
 * A field that is written only where it says more than `absent`: a file that has no need of it is as it was before
 * there was such a field, and who knows none reads it as well.
 */
export const sparse = <T>(shape: Shape<T>, absent: T): DefaultedShape<T> => ({
  ...shape,
  absent,
  isSparse: true,
});

const saysNothing = (value: unknown, absent: unknown): boolean =>
  Array.isArray(value) && Array.isArray(absent) ? value.length === absent.length : value === absent;

/** Text or a flag: the value of an attribute. */
export const textOrFlag: Shape<string | boolean> = {
  read: (value, path) => (typeof value === "boolean" ? value : readText(value, path)),
  write: scalar,
};

export const list = <T>(shape: Shape<T>): Shape<readonly T[]> => ({
  read(value, path) {
    if (!Array.isArray(value)) return new Mismatch(path, "a list is needed");
    const items: T[] = [];
    for (const [at, item] of value.entries()) {
      const read = shape.read(item, within(path, at));
      if (read instanceof Mismatch) return read;
      items.push(read);
    }
    return items;
  },
  write(items) {
    let written = "[";
    for (const [at, item] of items.entries())
      written += at === 0 ? shape.write(item) : `,${shape.write(item)}`;
    return `${written}]`;
  },
  *pieces(items) {
    let written = "[";
    for (const [at, item] of items.entries()) {
      written += at === 0 ? shape.write(item) : `,${shape.write(item)}`;
      if (at % ITEMS_IN_PIECE < ITEMS_IN_PIECE - 1) continue;
      yield written;
      written = "";
    }
    yield `${written}]`;
  },
});

/** An object with free keys. Keys such as `__proto__` are keys like any other. */
export const dictionary = <T>(shape: Shape<T>): Shape<{ readonly [key: string]: T }> => ({
  read(value, path) {
    if (!isObject(value)) return new Mismatch(path, "an object is needed");
    const entries: [string, T][] = [];
    for (const [key, item] of Object.entries(value)) {
      if (unstorable.test(key)) return new Mismatch(path, "a key has a NUL or half a surrogate pair");
      const read = shape.read(item, within(path, key));
      if (read instanceof Mismatch) return read;
      entries.push([key, read]);
    }
    return Object.fromEntries(entries);
  },
  write(value) {
    const keys = Object.keys(value).sort();
    if (keys.length === 0) return "{}";
    return `{${keys.map((key) => `${quoted(key)}:${shape.write(value[key] as T)}`).join(",")}}`;
  },
});

/** A shape for every field: what may be absent from T must say so here, and nothing else may. */
type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? OptionalShape<Exclude<T[K], undefined>> : Shape<T[K]>;
};

/** An object with exactly these fields, written in this order. An unknown field is refused: it would be lost. */
export function record<T extends object>(fields: Fields<T>): Shape<T> {
  const shapes = new Map<string, Shape<unknown> & { isOptional?: true; isSparse?: true; absent?: unknown }>(
    Object.entries(fields),
  );
  const heads = Array.from(shapes, ([key, shape]) => ({ key, shape, head: `${quoted(key)}:` }));
  const isLeftOut = (field: unknown, { isSparse, absent }: { isSparse?: true; absent?: unknown }) =>
    field === undefined || (isSparse === true && saysNothing(field, absent));
  return {
    read(value, path) {
      if (!isObject(value)) return new Mismatch(path, "an object is needed");
      for (const key of Object.keys(value))
        if (!shapes.has(key)) return new Mismatch(within(path, key), "this field is not known");
      const entries: [string, unknown][] = [];
      for (const [key, shape] of shapes) {
        if (!Object.hasOwn(value, key)) {
          if (shape.isOptional) continue;
          if ("absent" in shape) {
            entries.push([key, shape.absent]);
            continue;
          }
          return new Mismatch(within(path, key), "this field is missing");
        }
        const read = shape.read(value[key], within(path, key));
        if (read instanceof Mismatch) return read;
        entries.push([key, read]);
      }
      // Holds because `Fields<T>` has the shape of every field of T, and each was just read by its shape.
      return Object.fromEntries(entries) as T;
    },
    write(value) {
      // An object of T: its fields are looked up by the names that T has.
      const given = value as { readonly [key: string]: unknown };
      let written = "{";
      for (const { key, shape, head } of heads) {
        const field = given[key];
        if (isLeftOut(field, shape)) continue;
        written += `${written === "{" ? "" : ","}${head}${shape.write(field)}`;
      }
      return `${written}}`;
    },
    *pieces(value) {
      // As above.
      const given = value as { readonly [key: string]: unknown };
      let opening = "{";
      for (const { key, shape, head } of heads) {
        const field = given[key];
        if (isLeftOut(field, shape)) continue;
        yield `${opening}${head}`;
        yield* piecesOf(shape, field);
        opening = ",";
      }
      yield opening === "{" ? "{}" : "}";
    },
  };
}

/** A union whose members are told apart by the value of `key`. */
export function variants<K extends string, T extends { readonly [P in K]: string }>(
  key: K,
  shapes: { readonly [V in T[K]]: Shape<Extract<T, { readonly [P in K]: V }>> },
): Shape<T> {
  // Holds because every member of T is among the shapes; as Shape<T> they can be picked by a run-time key.
  const byKey = new Map<string, Shape<T>>(Object.entries(shapes) as [string, Shape<T>][]);
  return {
    read(value, path) {
      if (!isObject(value)) return new Mismatch(path, "an object is needed");
      const named = Object.hasOwn(value, key) ? value[key] : undefined;
      const shape = typeof named === "string" ? byKey.get(named) : undefined;
      if (!shape) return new Mismatch(within(path, key), `one of ${[...byKey.keys()].join(", ")} is needed`);
      return shape.read(value, path);
    },
    write(value) {
      const shape = byKey.get(value[key]);
      if (!shape) throw new Error(`No shape for the ${key} ${value[key]}`);
      return shape.write(value);
    },
    pieces(value) {
      const shape = byKey.get(value[key]);
      if (!shape) throw new Error(`No shape for the ${key} ${value[key]}`);
      return piecesOf(shape, value);
    },
  };
}
