import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { missingFrom } from "./lockfile.mjs";

describe("package-lock.json", () => {
  it("has the packages of every system, so that `npm ci` works on each (else: npm run concord -- lockfile)", () => {
    const lock = JSON.parse(fs.readFileSync(path.resolve("package-lock.json"), "utf8"));
    expect(missingFrom(lock.packages).map(([name]) => name)).toEqual([]);
  });

  it("gains a package that a registry did not offer, for its own system only", () => {
    const packages = {
      "node_modules/tool": { dev: true, optionalDependencies: { "@tool/linux-arm64-musl": "1.2.3" } },
    };
    expect(missingFrom(packages)).toEqual([
      [
        "node_modules/@tool/linux-arm64-musl",
        { version: "1.2.3", cpu: ["arm64"], libc: ["musl"], os: ["linux"], dev: true, optional: true },
      ],
    ]);
  });
});
