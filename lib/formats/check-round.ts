import { shown } from "./check-quoted-spans";
import type { CorpusRound } from "./corpus";
import { Mismatch } from "./json-shape";

/**
 * Whether a round's state agrees with its times, and nobody is a member twice. That it was opened is what makes its
 * documents blind: an open round that does not say when would show to everybody what is to be hidden.
 */
export function checkRound({ state, openedAt, closedAt, memberIds }: CorpusRound): Mismatch | null {
  if (state === "open" && openedAt === null)
    return new Mismatch(
      "openedAt",
      "an open round says when it was opened, or its documents would not be blind: add the time, or make its state “planned”",
    );
  if (state === "planned" && (openedAt !== null || closedAt !== null))
    return new Mismatch(
      openedAt === null ? "closedAt" : "openedAt",
      "a planned round has not been opened or closed: make the time null, or say in its state what it is",
    );
  if (state === "closed" && closedAt === null)
    return new Mismatch(
      "closedAt",
      "a closed round says when it was closed: add the time, or make its state “open”",
    );
  const twice = memberIds.find((id, at) => memberIds.indexOf(id) < at);
  return twice === undefined
    ? null
    : new Mismatch("memberIds", `${shown(twice)} is named twice: name each member once`);
}
