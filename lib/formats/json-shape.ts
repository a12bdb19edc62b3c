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
  write(value: T): unknown;
};

/** What stands where a field is absent: a file from before there was such a field. */
type DefaultedShape<T> = Shape<T> & { readonly absent: T };

type OptionalShape<T> = Shape<T> & { readonly isOptional: true };

const same = <T>(value: T): T => value;
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

export const text: Shape<string> = { read: readText, write: same };

export const flag: Shape<boolean> = {
  read: (value, path) => (typeof value === "boolean" ? value : new Mismatch(path, "true or false is needed")),
  write: same,
};

/** A whole number from 0, such as an offset. */
export const count: Shape<number> = {
  read: (value, path) =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= 0
      ? value
      : new Mismatch(path, "a whole number from 0 is needed"),
  write: same,
};

const utcTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

/** An ISO 8601 time in UTC. */
export const time: Shape<string> = {
  read: (value, path) =>
    typeof value === "string" && utcTime.test(value) && !Number.isNaN(Date.parse(value))
      ? value
      : new Mismatch(path, "a time such as 2025-03-01T09:30:00Z is needed"),
  write: same,
};

export const oneOf = <T extends string | number>(values: readonly T[]): Shape<T> => ({
  read: (value, path) =>
    values.find((known) => known === value) ?? new Mismatch(path, `one of ${values.join(", ")} is needed`),
  write: same,
});

export const nullable = <T>(shape: Shape<T>): Shape<T | null> => ({
  read: (value, path) => (value === null ? null : shape.read(value, path)),
  write: (value) => (value === null ? null : shape.write(value)),
});

export const optional = <T>(shape: Shape<T>): OptionalShape<T> => ({ ...shape, isOptional: true });

export const defaulted = <T>(shape: Shape<T>, absent: T): DefaultedShape<T> => ({ ...shape, absent });

/** Text or a flag: the value of an attribute. */
export const textOrFlag: Shape<string | boolean> = {
  read: (value, path) => (typeof value === "boolean" ? value : readText(value, path)),
  write: same,
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
  write: (items) => items.map((item) => shape.write(item)),
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
  write: (value) =>
    Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => [key, shape.write(item)]),
    ),
});

/** A shape for every field: what may be absent from T must say so here, and nothing else may. */
type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? OptionalShape<Exclude<T[K], undefined>> : Shape<T[K]>;
};

/** An object with exactly these fields, written in this order. An unknown field is refused: it would be lost. */
export function record<T extends object>(fields: Fields<T>): Shape<T> {
  const shapes = new Map<string, Shape<unknown> & { isOptional?: true; absent?: unknown }>(
    Object.entries(fields),
  );
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
      const given = new Map<string, unknown>(Object.entries(value));
      const entries: [string, unknown][] = [];
      for (const [key, shape] of shapes) {
        const field = given.get(key);
        if (field !== undefined) entries.push([key, shape.write(field)]);
      }
      return Object.fromEntries(entries);
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
    write: (value) => byKey.get(value[key])?.write(value),
  };
}
