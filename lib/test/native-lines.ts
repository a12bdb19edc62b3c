import { createHash } from "node:crypto";
import { expect } from "vitest";

/** The lines of a native file as values, to be changed. For tests. */
export type Lines = Record<string, unknown>[];
export const linesOf = (file: Buffer): Lines =>
  file
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
/** The lines of a native file, byte for byte, but for what names the project: its line in the header, and the hash of it all. */
export function contentOf(file: Buffer): string[] {
  const lines = file.toString().split("\n");
  expect(lines.pop()).toBe("");
  return lines.map((line) =>
    line
      .replace(/^(\{"type":"header",.*?)"project":\{"id":"[^"]*","name":"(?:[^"\\]|\\.)*"/, "$1")
      .replace(/^(\{"type":"end",.*)"sha256":"[0-9a-f]{64}"/, "$1"),
  );
}
/** A file of these lines, its end line with their hash. */
export const withHash = (lines: Lines): Buffer => {
  const text = lines
    .slice(0, -1)
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
  const sha256 = createHash("sha256").update(text).digest("hex");
  return Buffer.from(`${text}${JSON.stringify({ ...lines.at(-1), sha256 })}\n`);
};
