import { createHash } from "node:crypto";

/** The lines of a native file as values, to be changed. For tests. */
export type Lines = Record<string, unknown>[];
export const linesOf = (file: Buffer): Lines =>
  file
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
/** All but what names the project: the header's project and the hash that comes of it. */
export const contentOf = (file: Buffer): object[] =>
  linesOf(file).map(({ project: _, sha256: __, ...line }) => line);
/** A file of these lines, its end line with their hash. */
export const withHash = (lines: Lines): Buffer => {
  const text = lines
    .slice(0, -1)
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
  const sha256 = createHash("sha256").update(text).digest("hex");
  return Buffer.from(`${text}${JSON.stringify({ ...lines.at(-1), sha256 })}\n`);
};
