import { describe, expect, it } from "vitest";
import { returnPath } from "./return-path";

describe("returning to where a person was", () => {
  it.each(["/", "/projects/1", "/projects/1?view=list&x=1", "/a/b#c", "/%E2%82%AC"])("goes to %s", (path) => {
    expect(returnPath(path)).toBe(path);
  });

  it.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "https:evil.example",
    "https://evil.example/",
    "http:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "?next=x",
    "",
    "/api/auth/signout",
    "/\u0000",
    `/${"a".repeat(2001)}`,
    null,
    undefined,
    3,
    ["/projects"],
  ])("does not follow %j", (value) => {
    expect(returnPath(value)).toBe("/");
  });
});
