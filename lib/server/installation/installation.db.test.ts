import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openInstallation } from "@/lib/test/open-installation";
import { db } from "../database";
import { cookieSecret, hasUsers } from "./read";
import { ensureInstallation } from "./write";

let close: () => Promise<void>;

beforeAll(async () => {
  ({ close } = await openInstallation());
});
afterAll(() => close());

describe("the first start", () => {
  it("makes nobody an account", async () => {
    expect(await hasUsers()).toBe(false);
  });

  it("makes one secret, however many nodes start at once and however often", async () => {
    await db().setting.deleteMany();
    await Promise.all(Array.from({ length: 5 }, () => ensureInstallation()));
    const [setting, ...more] = await db().setting.findMany();
    expect(more).toEqual([]);
    expect(Buffer.from(String(setting?.value), "base64url")).toHaveLength(32);
    await ensureInstallation();
    expect(await db().setting.findMany()).toEqual([setting]);
    expect(await cookieSecret()).toBe(setting?.value);
  });

  it.each([
    "change-me-change-me-change-me-change-me",
    "your-secret-goes-here-0123456789-abcdef",
    "0000000000000000000000000000000000000000",
    "an-example-of-thirty-two-characters-xyz",
  ])("refuses the secret %s, which anybody could know", async (secret) => {
    vi.resetModules();
    vi.stubEnv("NEXTAUTH_SECRET", secret);
    const fresh = await import("./write");
    await expect(fresh.ensureInstallation()).rejects.toThrow("NEXTAUTH_SECRET");
  });
});
