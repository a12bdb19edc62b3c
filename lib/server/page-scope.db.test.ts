import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { bySession } from "@/lib/test/call-api";
import { openInstallation } from "@/lib/test/open-installation";
import { openTeam, type Team } from "@/lib/test/open-team";
import { db } from "./database";
import { pageScope } from "./page-scope";

/** What Next tells of the request that a page answers. */
const asked = { cookie: "" };
vi.mock("next/headers", () => ({
  cookies: async () => ({ toString: () => asked.cookie }),
  headers: async () => new Headers({ "x-forwarded-for": "203.0.113.7" }),
}));

let close: () => Promise<void>;
let team: Team;

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
});
afterAll(() => close());

const visit = async (who: Team["owner"], project: string) => {
  asked.cookie = (await bySession(who)).cookie ?? "";
  return pageScope("project.manage", project, `/projects/${project}/settings?tab=people`);
};
const noted = () => db().auditEntry.findMany({ where: { kind: "request.refused" }, orderBy: { id: "asc" } });

it("a page that one may not open is not there, and that it was reached for is noted as in the API", async () => {
  const { projectId, viewer, owner } = team;
  await expect(visit(viewer, projectId)).rejects.toThrow("NEXT_HTTP_ERROR_FALLBACK;404");
  const [entry, ...more] = await noted();
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    userId: viewer.userId,
    projectId,
    address: "203.0.113.7",
    details: { operation: "page /projects/{id}/settings", code: "forbidden" },
  });
  expect(await visit(owner, projectId)).toMatchObject({ projectId });
  expect(await noted()).toHaveLength(1);
});

it("a stranger's page and one that does not exist are not there, and that alone is nobody's trespass", async () => {
  const before = (await noted()).length;
  await expect(visit(team.viewer, team.owner.userId)).rejects.toThrow("NEXT_HTTP_ERROR_FALLBACK;404");
  expect(await noted()).toHaveLength(before);
});
