import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Sha256, sha256OfText } from "./sha256";

const oracle = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

describe("Sha256", () => {
  it("agrees with the platform's hash around every block border", () => {
    for (let length = 0; length <= 200; length++) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + length) & 0xff);
      expect(new Sha256().update(bytes).digest()).toBe(oracle(bytes));
    }
  });

  it("does not depend on how the bytes are cut into pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 8 }), (pieces) => {
        const hash = new Sha256();
        for (const piece of pieces) hash.update(piece);
        expect(hash.digest()).toBe(oracle(Buffer.concat(pieces)));
      }),
    );
  });

  it("hashes the UTF-8 form of any well-formed text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(sha256OfText(text)).toBe(oracle(Buffer.from(text, "utf8")));
      }),
    );
  });

  it("hashes a text of some megabytes", () => {
    const text = "Minister Oran met the envoy. 🕊️ ".repeat(100_000);
    expect(sha256OfText(text)).toBe(oracle(text));
  });
});
