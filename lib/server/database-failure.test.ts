import { expect, it } from "vitest";
import { databaseFailure } from "./database-failure";

const withCode = (code: string) => Object.assign(new Error("it says"), { code });
const adapter = (cause: object) => Object.assign(new Error("ConnectionClosed"), { cause });

it.each([
  ["a statement that met another transaction", withCode("P2034"), "timing"],
  [
    "a raw statement in a deadlock",
    { code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "40P01" } } } },
    "timing",
  ],
  ["a line that broke under a commit", adapter({ kind: "ConnectionClosed" }), "away"],
  [
    "a line that broke before a statement",
    new Error("Client has encountered a connection error and is not queryable"),
    "away",
  ],
  ["a line that broke under a statement", new Error("Connection terminated unexpectedly"), "away"],
  ["a server that is starting", withCode("57P03"), "away"],
  ["a server that hands over to another", adapter({ kind: "postgres", originalCode: "25006" }), "away"],
  ["nobody at the address", withCode("ECONNREFUSED"), "away"],
  [
    "a disk that is full",
    { code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "53100" } } } },
    "full",
  ],
  ["a disk that is full at the commit", adapter({ kind: "postgres", originalCode: "53100" }), "full"],
  ["a value that is there already", withCode("P2002"), null],
  ["a mistake of ours", new TypeError("undefined is not a function"), null],
  ["nothing", undefined, null],
] as const)("tells %s", (_, error, failure) => {
  expect(databaseFailure(error)).toBe(failure);
});
