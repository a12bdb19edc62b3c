import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Operation } from "@/lib/contracts/operation";
import { type OperationName, operations } from "@/lib/contracts/registry";
import { type Principal, type ProjectRole, permissions, permits } from "@/lib/policy/policy";
import { examples } from "@/lib/test/api-examples";
import { byKey, bySession, call, type Input, rowCounts } from "@/lib/test/call-api";
import type { Example, Setting } from "@/lib/test/example-setting";
import { addMember, openInstallation, signedInPerson } from "@/lib/test/open-installation";
import { openTeam, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { ensureJobSchema } from "../jobs/run-jobs";

type Person = Team["owner"];
type Caller = {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly principal: Principal | null;
  readonly role: ProjectRole | null;
  readonly person: Person;
};

// Every operation is in `examples`, whose type asks for each name of `operations`: what is declared and not
// listed there does not compile.
const names = Object.keys(operations) as OperationName[];
const operationOf = (name: OperationName): Operation => operations[name];
const isInProject = (name: OperationName) => operationOf(name).path.includes("{project}");

let close: () => Promise<void>;
let team: Team;
let other: Team;
let curator: Person;
const callers: Record<string, Caller> = {};
/** Those who stand in the same place follow each other: what one is refused serves the next. */
const callerNames = [
  "anonymous",
  "stranger",
  "key of another project",
  "viewer",
  "annotator",
  "curator",
  "disabled user",
  "read-only key",
  "annotating key",
  "owner",
] as const;

const reading = permissions.filter((permission) => permission.endsWith(".read"));

async function session(name: string, person: Person, role: ProjectRole | null): Promise<Caller> {
  return { name, headers: await bySession(person), principal: person, role, person };
}

async function key(
  name: string,
  person: Person,
  role: ProjectRole | null,
  limits: Parameters<typeof byKey>[1],
): Promise<Caller> {
  const { permissions: given = null, projectId = null } = limits ?? {};
  const via = { kind: "apiKey", apiKeyId: "", permissions: given, projectId } as const;
  return { name, headers: await byKey(person, limits), principal: { ...person, via }, role, person };
}

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openTeam({ blind: false });
  other = await openTeam({ blind: false });
  curator = await signedInPerson("Cora");
  await addMember(team.projectId, curator, "curator");
  const gone = await signedInPerson("Dora");
  await addMember(team.projectId, gone, "annotator");
  const outsider = { ...(await session("stranger", other.owner, null)) };
  const disabled = { ...(await session("disabled user", gone, null)), principal: null };
  await db().user.update({ where: { id: gone.userId }, data: { disabledAt: new Date() } });
  const list: Caller[] = [
    { name: "anonymous", headers: {}, principal: null, role: null, person: outsider.person },
    outsider,
    await session("viewer", team.viewer, "viewer"),
    await session("annotator", team.ben, "annotator"),
    await session("curator", curator, "curator"),
    await session("owner", team.owner, "owner"),
    disabled,
    await key("read-only key", team.owner, "owner", { permissions: reading }),
    await key("annotating key", team.owner, "owner", {
      permissions: ["document.read", "annotation.create"],
    }),
    // The stranger's, who is an owner there.
    await key("key of another project", other.owner, null, { projectId: other.projectId }),
  ];
  for (const caller of list) callers[caller.name] = caller;
});
afterAll(() => close());

const callerOf = (name: string): Caller => {
  const caller = callers[name];
  if (!caller) throw new Error(name);
  return caller;
};

/** What the permission table says, as a status. */
function expected(name: OperationName, { principal, role }: Caller): number {
  const { permission, creates } = operationOf(name);
  const allowed = permits(principal, permission, { role, isBlind: false, isArchived: false });
  if (isInProject(name) && principal === null) return 401;
  if (isInProject(name) && role === null) return 404;
  if (!allowed) return principal === null ? 401 : 403;
  return creates ? 201 : 200;
}

const settingOf = ({ person, role }: Caller, where = team): Setting => ({
  team: where,
  who: person,
  isCoder: role !== null && role !== "viewer",
});

/** The answer without what differs from one request to the next. */
async function shown(response: Response): Promise<unknown> {
  const headers = Object.fromEntries(response.headers);
  delete headers["x-request-id"];
  const text = await response.text();
  return { status: response.status, headers, body: text.replace(/"requestId":"[^"]+"/, "") };
}

describe.each(names)("%s", (name) => {
  let standing: { readonly person: Person; readonly example: Example } | null = null;
  const exampleFor = async (caller: Caller): Promise<Input> => {
    if (standing?.person !== caller.person) {
      await finish();
      standing = { person: caller.person, example: await examples[name](settingOf(caller)) };
    }
    const { after: _, ...input } = standing.example;
    return input;
  };
  const finish = async () => {
    await standing?.example.after?.();
    standing = null;
  };
  afterAll(finish);

  it.each(callerNames)("answers %s as the permission table says", async (callerName) => {
    const caller = callerOf(callerName);
    const input = await exampleFor(caller);
    const before = await rowCounts();
    const response = await call(name, { ...input, headers: { ...caller.headers, ...input.headers } });
    const body = await response.text();
    const status = expected(name, caller);
    expect(`${response.status} ${status < 300 ? "" : body}`).toMatch(new RegExp(`^${status}`));
    if (response.status >= 300 && response.status !== status) expect(body).toBe("");
    if (status >= 300 || operationOf(name).method === "GET") expect(await rowCounts()).toEqual(before);
    else await finish();
  });
});

describe("a stranger", () => {
  const nowhere = "00000000-0000-4000-8000-000000000000";

  it.each(names.filter(isInProject))("can't tell by %s whether a project exists", async (name) => {
    const { after, ...input } = await examples[name](settingOf(callerOf("owner")));
    for (const callerName of ["stranger", "key of another project"]) {
      const { headers } = callerOf(callerName);
      const there = await shown(await call(name, { ...input, headers }));
      const params = { ...input.params, project: nowhere };
      expect(await shown(await call(name, { ...input, params, headers }))).toEqual(there);
      // Nor by a body that doesn't fit.
      const wrong = {
        ...input,
        body: operationOf(name).method === "GET" ? undefined : { wrong: 1 },
        headers,
      };
      expect(await shown(await call(name, wrong))).toEqual(there);
    }
    await after?.();
  });
});

describe("an id of another project", () => {
  const nested = names.filter((name) => isInProject(name) && operationOf(name).path.split("{").length > 2);

  it.each(nested)("is not found by %s, and nothing is written", async (name) => {
    const owner = callerOf("owner");
    const foreign = { ...settingOf(owner, other), who: other.owner };
    const { after, ...input } = await examples[name](foreign);
    const before = await rowCounts();
    const params = { ...input.params, project: team.projectId };
    const response = await call(name, { ...input, params, headers: owner.headers });
    expect(await response.json()).toMatchObject({ status: 404, code: "not_found" });
    const counts = await rowCounts();
    // A first touch of a document may open the caller's own set.
    expect({ ...counts, AnnotationSet: 0 }).toEqual({ ...before, AnnotationSet: 0 });
    await after?.();
  });
});

describe("a field that the declaration does not name", () => {
  const smuggled = {
    projectId: "00000000-0000-4000-8000-000000000000",
    id: "00000000-0000-4000-8000-000000000000",
    role: "owner",
    createdBy: "00000000-0000-4000-8000-000000000000",
    revision: 7,
    setId: "00000000-0000-4000-8000-000000000000",
    userId: "00000000-0000-4000-8000-000000000000",
    administers: true,
    deletedAt: null,
    passwordHash: "x",
  };

  it.each(names.filter((name) => operationOf(name).body))("is refused by %s", async (name) => {
    const { body: schema } = operationOf(name);
    const declared = JSON.stringify(
      z.toJSONSchema(schema ?? z.unknown(), { io: "input", unrepresentable: "any" }),
    );
    const caller = callerOf("owner");
    const { after, ...input } = await examples[name](settingOf(caller));
    const before = await rowCounts();
    for (const [field, value] of Object.entries(smuggled)) {
      if (declared.includes(`"${field}":{`)) continue;
      const body = { ...(input.body as object), [field]: value };
      const response = await call(name, { ...input, body, headers: caller.headers } satisfies Input);
      expect(`${field} ${response.status}`).toBe(`${field} 400`);
    }
    expect(await rowCounts()).toEqual(before);
    await after?.();
  });
});
