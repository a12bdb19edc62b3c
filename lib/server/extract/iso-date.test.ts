import { describe, expect, it } from "vitest";
import { isoDate } from "./iso-date";

describe("isoDate", () => {
  it.each([
    ["2025-01-31", "2025-01-31"],
    ["2024-02-29", "2024-02-29"],
    ["2025-01-31T10:20Z", "2025-01-31T10:20:00Z"],
    ["2025-01-31t10:20:30z", "2025-01-31T10:20:30Z"],
    ["2025-01-31 10:20:30+00:00", "2025-01-31T10:20:30+00:00"],
    ["2025-01-31T10:20:30.123456+0530", "2025-01-31T10:20:30.123+05:30"],
    ["2025-01-31T10:20:30-08", "2025-01-31T10:20:30-08:00"],
    ["Fri, 31 Jan 2025 10:20:30 GMT", "2025-01-31T10:20:30Z"],
    ["1 Feb 2025", "2025-02-01"],
  ])("reads %s", (raw, value) => {
    expect(isoDate(raw)).toEqual({ ok: true, value });
  });

  it("keeps the date of a time without a zone, and says so", () => {
    expect(isoDate("2025-01-31T23:59:00")).toEqual({
      ok: true,
      value: "2025-01-31",
      note: expect.stringContaining("no zone"),
    });
  });

  it.each([
    "03/04/2025",
    "2025-02-29",
    "2025-13-01",
    "2025-1-1",
    "0000-01-01",
    "2025-01-31T24:00Z",
    "2025-01-31T10:20+15:00",
    "20250131",
    "1738318830",
    "yesterday",
    "31 Foo 2025",
    "",
  ])("refuses %s", (raw) => {
    expect(isoDate(raw)).toEqual({ ok: false });
  });
});
