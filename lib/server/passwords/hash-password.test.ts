import { hash, parseOptions } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { hashPassword, needsRehash, verifyPassword } from "./hash-password";

const password = "kettle-vinegar-oboe";

describe("stored passwords", () => {
  it("are argon2id with at least OWASP's parameters, salted", async () => {
    const [one, other] = await Promise.all([hashPassword(password), hashPassword(password)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$/);
    expect(one).not.toBe(other);
    const { memoryCost, timeCost, parallelism } = parseOptions(one);
    expect(memoryCost).toBeGreaterThanOrEqual(19_456);
    expect(timeCost).toBeGreaterThanOrEqual(2);
    expect(parallelism).toBe(1);
    expect(needsRehash(one)).toBe(false);
  });

  it("are hashed anew when they were hashed with less", async () => {
    expect(needsRehash(await hash(password, { memoryCost: 8192, timeCost: 2 }))).toBe(true);
    expect(needsRehash(await hash(password, { memoryCost: 19_456, timeCost: 1 }))).toBe(true);
  });

  it("count to the last character", async () => {
    const long = "é".repeat(99);
    expect(await verifyPassword(await hashPassword(`${long}a`), `${long}b`)).toBe(false);
    expect(await verifyPassword(await hashPassword(`${long}a`), `${long}a`)).toBe(true);
  });

  it("are the same however the keyboard composes them", async () => {
    expect(
      await verifyPassword(await hashPassword("re\u0301sume\u0301 im Schrank"), "résumé im Schrank"),
    ).toBe(true);
  });

  it("take a verification also for people who don't exist", async () => {
    expect(await verifyPassword(null, password)).toBe(false);
    // The quickest of several: whatever else the machine does only makes one slower.
    const time = async (passwordHash: string | null) => {
      const took: number[] = [];
      for (let round = 0; round < 5; round++) {
        const started = performance.now();
        await verifyPassword(passwordHash, password);
        took.push(performance.now() - started);
      }
      return Math.min(...took);
    };
    const known = await time(await hashPassword("something else entirely"));
    expect(await time(null)).toBeGreaterThan(known / 4);
  });
});
