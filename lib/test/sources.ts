import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export type Source = { readonly file: string; readonly text: string };

/** Where people write; what tools make or fetch lies elsewhere or is named here. */
const roots = ["app", "bench", "components", "e2e", "lib", "prisma", "seeds"];
const made = new Set(["generated", "migrations", "node_modules", "results"]);

function* below(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (!entry.isDirectory()) yield file;
    else if (!made.has(entry.name)) yield* below(file);
  }
}

const atRoot = readdirSync(".", { withFileTypes: true }).flatMap((entry) =>
  entry.isFile() ? [entry.name] : [],
);
const exists = new Set(readdirSync("."));

/** Every file that people wrote, by its path from the project's folder. */
export const files: readonly string[] = [
  ...atRoot.filter((name) => !/^(package-lock\.json|next-env\.d\.ts|tsconfig\.tsbuildinfo|\..*)$/.test(name)),
  ...roots.filter((root) => exists.has(root)).flatMap((root) => [...below(root)]),
];

export const isTest = (file: string): boolean =>
  /\.(test|spec)\.tsx?$/.test(file) || /^(lib\/test|e2e)\//.test(file);

/** All code with its text. */
export const sources: readonly Source[] = files
  .filter((file) => /\.(tsx?|mjs|js)$/.test(file))
  .map((file) => ({ file, text: readFileSync(file, "utf8") }));

/** The code without comments, and with the words of its strings where they were. */
export const withoutComments = (text: string): string =>
  text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, string) => string ?? " ",
  );

/** The code without comments and without what is in strings. */
export const withoutWords = (text: string): string =>
  withoutComments(text).replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`$]*`/g, '""');
