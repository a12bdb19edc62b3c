import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkedText } from "./linked-text";

const links = (text: string) => linkedText(text).flatMap(({ href }) => (href === null ? [] : [href]));

describe("addresses in plain text", () => {
  it.each([
    ["See https://a.example/x?y=1#z.", ["https://a.example/x?y=1#z"]],
    ["(http://a.example/b), and https://c.example", ["http://a.example/b", "https://c.example/"]],
    ["https://a.example/w_(x)", ["https://a.example/w_(x)"]],
    ["javascript:alert(1) data:text/html,x ftp://a.example //a.example", []],
    ["https://", []],
    ["java\nscript:https://a.example", ["https://a.example/"]],
    ['"https://a.example/"onclick="x"', ["https://a.example/"]],
  ])("in %j are %j", (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it("never lose or change a character of the text", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.webUrl())), (words) => {
        const text = words.join(" ");
        expect(
          linkedText(text)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
        for (const href of links(text)) expect(href).toMatch(/^https?:\/\//);
      }),
    );
  });
});
