import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/server/database";
import { hasUsers } from "@/lib/server/installation/read";
import { setUpLink } from "@/lib/server/installation/write";
import { openInstallation, signedInPerson } from "@/lib/test/open-installation";
import { ensureDemo } from "./ensure-demo";
import { works } from "./two-summits/works";

let close: () => Promise<void>;

beforeAll(async () => {
  ({ close } = await openInstallation());
});
afterAll(() => close());

const counts = async () => ({
  users: await db().user.count(),
  projects: await db().project.count(),
  documents: await db().document.count(),
  annotations: await db().annotation.count(),
  submitted: await db().assignment.count({ where: { state: "submitted" } }),
  changes: await db().change.count(),
});

const rolesNow = async () => {
  const members = await db().member.findMany({ select: { role: true, user: { select: { name: true } } } });
  return Object.fromEntries(members.map(({ role, user }) => [user.name, role]));
};

describe("the demo project", () => {
  it("is made at the first start, with all its people's work", async () => {
    await ensureDemo(() => {});
    expect(await counts()).toMatchObject({
      users: 3,
      projects: 1,
      documents: 10,
      annotations: works.reduce((sum, { spans, relations }) => sum + spans.length + relations.length, 0),
      submitted: works.filter(({ state }) => state === "submitted").length,
    });
  });

  it("is made once, and where a crash left it half made it is finished", async () => {
    const whole = await counts();
    await ensureDemo(() => {});
    expect(await counts()).toEqual(whole);
    const { projectId } = await demo();
    await db().setting.update({ where: { key: "demo" }, data: { value: { projectId, isMade: false } } });
    await ensureDemo(() => {});
    expect(await counts()).toEqual(whole);
  });

  it("has people who cannot sign in, so that the set-up link is still to be used", async () => {
    expect(await hasUsers()).toBe(false);
    expect(await setUpLink()).toContain("/link#");
  });

  it("belongs to whoever administers the installation; its own people then work blind", async () => {
    await signedInPerson("Bob");
    expect(Object.values(await rolesNow()).toSorted()).toEqual(["annotator", "annotator", "owner"]);
    await signedInPerson("Olga", { administers: true });
    expect(await rolesNow()).toEqual({
      "Ines Quintarel": "annotator",
      "Marek Dovolny-Hart": "annotator",
      "Tomoko Hirasaki": "annotator",
      Olga: "owner",
    });
    await signedInPerson("Pia", { administers: true });
    expect(await rolesNow()).toMatchObject({ Olga: "owner", Pia: "owner" });
  });
});

async function demo(): Promise<{ projectId: string }> {
  const { id: projectId } = await db().project.findFirstOrThrow({ select: { id: true } });
  return { projectId };
}
