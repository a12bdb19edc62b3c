import { describe, expect, it } from "vitest";
import { permissions } from "./policy";
import { whoMay } from "./who-may";

describe("who may", () => {
  it("has an answer for every permission", () => {
    for (const permission of permissions) expect(whoMay(permission).who, permission).not.toHaveLength(0);
  });

  it("says what the table says", () => {
    expect(whoMay("installation.read")).toEqual({ who: "anyone", byKey: true, inArchive: true });
    expect(whoMay("account.manage")).toEqual({ who: "people", byKey: false, inArchive: true });
    expect(whoMay("project.create").who).toBe("creators");
    expect(whoMay("installation.administer").who).toBe("administrators");
    expect(whoMay("document.import")).toEqual({ who: ["owner", "curator"], byKey: true, inArchive: false });
  });
});
