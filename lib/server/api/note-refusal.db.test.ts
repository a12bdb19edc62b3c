import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { byKey, bySession, call } from "@/lib/test/call-api";
import { openInstallation } from "@/lib/test/open-installation";
import { openTeam, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { adoptSettings } from "../env";

let close: () => Promise<void>;
let team: Team;

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
});
afterAll(() => close());

const refusals = () =>
  db().auditEntry.findMany({
    where: { kind: "request.refused" },
    orderBy: { id: "asc" },
    select: { userId: true, projectId: true, address: true, requestId: true, outcome: true, details: true },
  });

describe("reaching for what one may not", () => {
  const rename = { body: { name: "Mine now", revision: 1 } };

  it("is noted: who, what, where and from where", async () => {
    const { projectId, viewer } = team;
    const headers = await byKey(viewer);
    const response = await call("updateProject", { params: { project: projectId }, headers, ...rename });
    expect(response.status).toBe(403);
    const [noted, ...more] = await refusals();
    expect(more).toEqual([]);
    expect(noted).toMatchObject({
      userId: viewer.userId,
      projectId,
      address: "203.0.113.7",
      requestId: response.headers.get("x-request-id"),
      outcome: "refused",
      details: { operation: "updateProject", code: "forbidden" },
    });
    expect(JSON.stringify(noted)).not.toContain("Mine now");
  });

  it("is noted once, however often it is tried in a minute", async () => {
    const headers = await byKey(team.ana);
    const before = (await refusals()).length;
    for (let n = 0; n < 5; n++) expect((await call("listUsers", { headers })).status).toBe(403);
    expect(await refusals()).toHaveLength(before + 1);
  });

  it("is noted when another site tries it in somebody's name", async () => {
    const headers = { ...(await bySession(team.owner)), "sec-fetch-site": "cross-site" };
    await call("updateProject", { params: { project: team.projectId }, headers, ...rename });
    expect((await refusals()).at(-1)).toMatchObject({
      userId: team.owner.userId,
      details: { operation: "updateProject", code: "cross_site" },
    });
  });

  it("is not noted of strangers, who could fill the log, nor of what is allowed or missing", async () => {
    const before = (await refusals()).length;
    expect((await call("listUsers", {})).status).toBe(401);
    const headers = await byKey(team.owner);
    expect((await call("readAccount", { headers })).status).toBe(200);
    const params = { project: "0192f0c0-0000-7000-8000-00000000dead" };
    expect((await call("readProject", { params, headers })).status).toBe(404);
    expect(await refusals()).toHaveLength(before);
  });
});

describe("an installation that people reach by https", () => {
  it("says so in answers and refusals of the API, and only then", async () => {
    const headers = await byKey(team.owner);
    const name = "strict-transport-security";
    expect((await call("readAccount", { headers })).headers.has(name)).toBe(false);
    vi.stubEnv("APP_URL", "https://concord.example");
    adoptSettings({});
    for (const response of [await call("readAccount", { headers }), await call("listUsers", {})])
      expect(response.headers.get(name)).toMatch(/^max-age=\d{8}$/);
    vi.stubEnv("APP_URL", undefined);
    adoptSettings({});
  });
});
