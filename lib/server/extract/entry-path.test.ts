import { describe, expect, it } from "vitest";
import { entryPath, pathKey } from "./entry-path";

describe("entryPath", () => {
  it.each(["a.txt", "a/b/c.txt", "ä/日本語.txt", "a..b/..c.txt", "__proto__/constructor.txt"])(
    "lets %s pass",
    (path) => {
      expect(entryPath(path)).toEqual({ ok: true, path });
    },
  );

  it.each([
    ["../x", "out of its folder"],
    ["a/../../x", "out of its folder"],
    ["a/..", "out of its folder"],
    ["/etc/x", "root"],
    ["C:/x", "drive"],
    ["c:x", "drive"],
    ["a\\b", "backslash"],
    ["..\\x", "backslash"],
    ["a\0.txt", "control"],
    ["a\n.txt", "control"],
    ["a\u0085.txt", "control"],
    ["a\uD83D.txt", "control"],
    ["./a", "empty folder"],
    ["a//b", "empty folder"],
    ["", "no name"],
    ["x".repeat(256), "255"],
  ])("refuses %j", (path, reason) => {
    expect(entryPath(path)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });

  it("takes names for equal that differ by case or composition only", () => {
    expect(pathKey("É.TXT")).toBe(pathKey("e\u0301.txt"));
  });
});
