import { afterEach, beforeEach, expect } from "vitest";

// Noise is failure: a test that makes the code complain must say that it expects it.
const said: unknown[][] = [];
const real = { error: console.error, warn: console.warn };

beforeEach(() => {
  said.length = 0;
  for (const level of ["error", "warn"] as const) console[level] = (...words) => void said.push(words);
});

afterEach(() => {
  Object.assign(console, real);
  expect(said).toEqual([]);
});
