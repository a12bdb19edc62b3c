import { describe, expect, it } from "vitest";
import { Email, normalizeEmail } from "./email";

describe("e-mail addresses", () => {
  it.each([
    ["Ana@Example.ORG", "ana@example.org"],
    ["  ana@example.org ", "ana@example.org"],
    ["ana＠example.org", "ana@example.org"],
    ["ＡＮＡ@example.org", "ana@example.org"],
    ["ana+corpus@example.org", "ana+corpus@example.org"],
    ["ana@localhost", "ana@localhost"],
  ])("knows %s as %s", (given, known) => {
    expect(normalizeEmail(given)).toBe(known);
    expect(Email.parse(given)).toBe(known);
  });

  it.each([
    "",
    "ana",
    "@example.org",
    "ana@",
    "ana@evil.example@example.org",
    "ana＠evil.example@example.org",
    "ana@evil.example,ana@example.org",
    '"ana@evil.example"@example.org',
    "ana@exa\u0000mple.org",
    "ana@exam\r\nple.org",
    "ana@exam\u200bple.org",
    "ana\ud800@example.org",
    `${"a".repeat(320)}@example.org`,
  ])("refuses %j", (given) => {
    expect(normalizeEmail(given)).toBeNull();
    expect(Email.safeParse(given).success).toBe(false);
  });
});
