import { describe, expect, it } from "vitest";
import { matchingPeople, mentionQuery, spokenTo } from "./mention-query";

const people = [
  { id: "1", name: "Inês Amaro" },
  { id: "2", name: "Marek Holub" },
  { id: "3", name: "Amalia Ines" },
];

describe("a mention that is being typed", () => {
  it.each([
    ["@", 1, { start: 0, query: "" }],
    ["see @ma", 7, { start: 4, query: "ma" }],
    ["see @Marek Ho", 13, { start: 4, query: "Marek Ho" }],
    ["see @ma later", 7, { start: 4, query: "ma" }],
    ["a@b.example", 11, null],
    ["@Marek, look", 12, null],
    ["@Marek\nlook", 11, null],
    ["nobody", 6, null],
  ])("in %j at %i is %j", (text, caret, expected) => {
    expect(mentionQuery(text, caret)).toEqual(expected);
  });

  it("finds people by the beginning of any word of their name, with or without accents, best first", () => {
    const ids = (query: string) => matchingPeople(people, query).map(({ id }) => id);
    expect(ids("ines")).toEqual(["1", "3"]);
    expect(ids("AM")).toEqual(["3", "1"]);
    expect(ids("arek")).toEqual([]);
    expect(ids("")).toHaveLength(3);
  });

  it("speaks to those whose names are still in the text", () => {
    expect(spokenTo("@Marek Holub, look", people)).toEqual(["2"]);
    expect(spokenTo("Marek Holub, look", people)).toEqual([]);
  });
});
