import { describe, expect, it } from "vitest";
import { afterMove, assignmentMoves, assignmentStates } from "./assignment-state";
import { afterRoundMove, isSettable, placeIn, roundMoves, roundStates } from "./round-state";

describe("the states of a round", () => {
  const legal = {
    "planned open": "open",
    "closed open": "open",
    "planned close": "closed",
    "open close": "closed",
  };
  const edges = roundStates.flatMap((state) =>
    (["open", "close"] as const).map((move) => [state, move] as const),
  );

  it.each(edges)("%s, %s: an edge or none, as the table says", (state, move) => {
    const known: Readonly<Record<string, string>> = legal;
    expect(afterRoundMove(state, move)).toBe(known[`${state} ${move}`] ?? null);
    expect(Object.keys(roundMoves)).toContain(move);
  });

  it("settle who sees what and who gets what when the round opens", () => {
    for (const setting of ["isBlind", "copies", "mode", "sharedPortion"] as const)
      expect(roundStates.filter((state) => isSettable(setting, state))).toEqual(["planned"]);
    expect(roundStates.filter((state) => isSettable("name", state))).toEqual(roundStates);
  });

  it("let people work in open rounds where they hold the document, and where no round has a say", () => {
    expect([placeIn(null, false), placeIn("planned", false)]).toEqual(["free", "free"]);
    expect([placeIn("open", true), placeIn("open", false)]).toEqual(["assigned", "notAssigned"]);
    expect([placeIn("closed", true), placeIn("closed", false)]).toEqual(["closed", "closed"]);
  });
});

describe("the states of an assignment", () => {
  const legal: Readonly<Record<string, string>> = {
    "open submit": "submitted",
    "reopened submit": "submitted",
    "submitted reopen": "reopened",
    "adjudicated reopen": "reopened",
    "submitted adjudicate": "adjudicated",
    "adjudicated unsettle": "submitted",
    "open giveBack": "returned",
    "reopened giveBack": "returned",
    "returned takeUp": "open",
  };
  // Object.keys forgets the key type; the object is the list.
  const moves = Object.keys(assignmentMoves) as (keyof typeof assignmentMoves)[];
  const edges = assignmentStates.flatMap((state) => moves.map((move) => [state, move] as const));

  it.each(edges)("%s, %s: an edge or none, as the table says", (state, move) => {
    expect(afterMove(state, move)).toBe(legal[`${state} ${move}`] ?? null);
  });
});
