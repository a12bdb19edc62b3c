import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  AnnotatorUnderFaults,
  brokenPromises,
  chance,
  type SendBatch,
} from "@/lib/test/annotator-under-faults";
import { byKey, call } from "@/lib/test/call-api";
import { type FaultProxy, openFaultProxy } from "@/lib/test/fault-proxy";
import { openInstallation } from "@/lib/test/open-installation";
import { addDocument, openTeam, type Team } from "@/lib/test/open-team";
import { db, disconnect } from "../database";
import { examine } from "../doctor/examine";
import { adoptSettings, env } from "../env";

const TEXT = "Minister Oran met the envoy in Lysa, and both spoke of the harvest. ".repeat(10);
const SEED = 20_260_101;
/** Enough for every kind of fault to have happened several times. */
const OPERATIONS = 100;

let close: () => Promise<void>;
let proxy: FaultProxy;
let direct: string;
let team: Team;

beforeAll(async () => {
  ({ close } = await openInstallation());
  direct = env().DATABASE_URL ?? "";
  team = await openTeam({ blind: false });
  proxy = await openFaultProxy(direct, chance(SEED));
  await useDatabase(proxy.url);
});
afterAll(async () => {
  await useDatabase(direct);
  await proxy.close();
  await close();
});
afterEach(() => Object.assign(proxy.rates, { before: 0, after: 0 }));

async function useDatabase(url: string): Promise<void> {
  await disconnect();
  adoptSettings({ DATABASE_URL: url });
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client(direct);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/**
 * Three people at work on one document at once, until so many operations are acknowledged; then what they were
 * promised, and what there is.
 */
async function workUnderFaults(begin: () => unknown, end: () => unknown) {
  const document = await addDocument(team, "Summit", TEXT);
  const params = { project: team.projectId, document };
  const keys = [await byKey(team.ana), await byKey(team.ben), await byKey(team.owner)];
  const annotators = keys.map((headers, at) => {
    const send: SendBatch = async (body) => {
      const response = await call("batchAnnotations", { params, body, headers });
      return { status: response.status, json: await response.json() };
    };
    return new AnnotatorUnderFaults(send, chance(SEED + at), TEXT.length);
  });
  await begin();
  const done = () => annotators.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  await Promise.all(annotators.map((one) => one.work(() => done() >= OPERATIONS)));
  await end();
  return { annotators, log: await logOf(document), live: await liveOf(document) };
}

const logOf = (documentId: string) =>
  db().change.findMany({ where: { documentId, kind: { startsWith: "annotation." } } });
const liveOf = (documentId: string) => db().annotation.findMany({ where: { documentId, deletedAt: null } });

async function examined(): Promise<string[]> {
  const wrong: string[] = [];
  for await (const { name, count } of examine()) if (count > 0) wrong.push(name);
  return wrong;
}

describe("work over a line to the database that breaks", () => {
  it("is there exactly once where it was acknowledged, and whole or not at all where it was not", async () => {
    const { annotators, log, live } = await workUnderFaults(
      () => Object.assign(proxy.rates, { before: 0.1, after: 0.1 }),
      () => Object.assign(proxy.rates, { before: 0, after: 0 }),
    );
    expect(brokenPromises(annotators, log, live)).toEqual([]);
    expect(await examined()).toEqual([]);
    expect(proxy.cuts.before).toBeGreaterThan(3);
    expect(proxy.cuts.after).toBeGreaterThan(3);
    expect(annotators.every(({ repeats }) => repeats > 0)).toBe(true);

    // The same account, of a server that lost, doubled, halved or invented something.
    const [first, ...others] = log;
    const extra = { ...first, opId: team.projectId, subjectId: team.projectId, kind: "", after: {} };
    for (const false_ of [others, first ? [...log, first] : [], [...log, extra]])
      expect(brokenPromises(annotators, false_, live)).not.toEqual([]);
    expect(brokenPromises(annotators, log, live.slice(1))).not.toEqual([]);
    expect(
      brokenPromises(annotators, log, [...live, { id: "x", tag: "", note: "", revision: 1 }]),
    ).toHaveLength(1);
  });

  it("would be there twice without ids of one's own, which is why the page makes them", async () => {
    const document = await addDocument(team, "Summit", TEXT);
    const params = { project: team.projectId, document };
    const headers = await byKey(team.ana);
    const body = { kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] };
    let acknowledged = 0;
    Object.assign(proxy.rates, { after: 0.3 });
    while (acknowledged < 30)
      if ((await call("createAnnotation", { params, body, headers })).status === 201) acknowledged++;
    Object.assign(proxy.rates, { after: 0 });
    expect((await liveOf(document)).length).toBeGreaterThan(acknowledged);
  });
});

describe("work on a disk that is full now and then", () => {
  const full = `RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = 'disk_full';`;

  it("is refused as a whole, says why and to come back, and is done once there is space", async () => {
    const { annotators, log, live } = await workUnderFaults(
      () =>
        administer(`
      CREATE FUNCTION fill_disk() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF random() < 0.03 THEN ${full} END IF; RETURN NULL; END $$;
      CREATE TRIGGER midway AFTER INSERT ON "Change" FOR EACH STATEMENT EXECUTE FUNCTION fill_disk();
      CREATE TRIGGER early AFTER INSERT ON "Annotation" FOR EACH STATEMENT EXECUTE FUNCTION fill_disk();
      CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON "Change" DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION fill_disk();`),
      () => administer(`DROP FUNCTION fill_disk CASCADE`),
    );
    expect(brokenPromises(annotators, log, live)).toEqual([]);
    expect(await examined()).toEqual([]);
    expect(annotators.every(({ repeats }) => repeats > 0)).toBe(true);
  });

  it("is answered with words for whoever runs the server", async () => {
    const document = await addDocument(team, "Summit", TEXT);
    await administer(`
      CREATE FUNCTION fill_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${full} END $$;
      CREATE TRIGGER midway AFTER INSERT ON "Change" FOR EACH STATEMENT EXECUTE FUNCTION fill_disk();`);
    const response = await call("createAnnotation", {
      params: { project: team.projectId, document },
      body: { kind: "span", tag: "ACTOR", spans: [{ start: 0, end: 8 }] },
      headers: await byKey(team.ana),
    }).finally(() => administer(`DROP FUNCTION fill_disk CASCADE`));
    expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(await response.json()).toMatchObject({
      status: 503,
      code: "unavailable",
      detail: expect.stringMatching(/no space/),
    });
  });
});
