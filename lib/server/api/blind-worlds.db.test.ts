import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Operation } from "@/lib/contracts/operation";
import { type OperationName, operations } from "@/lib/contracts/registry";
import { examples } from "@/lib/test/api-examples";
import { archiveFiles } from "@/lib/test/archive-files";
import { type BlindWorld, idOf, NAME, onlookers, openBlindWorld } from "@/lib/test/blind-world";
import { bySession, call } from "@/lib/test/call-api";
import { openFeed } from "@/lib/test/open-feed";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { openTeam, type Team } from "@/lib/test/open-team";
import { documentEntityKeys } from "../comparison/read";
import { db } from "../database";
import { ensureJobSchema } from "../jobs/run-jobs";
import { previousDocument, readHead } from "../reader/read";

const operationOf = (name: OperationName): Operation => operations[name];
// Every operation about a project, and what lists over projects. The rest is about one's own account.
const asked = (Object.keys(operations) as OperationName[]).filter(
  (name) => operationOf(name).path.includes("{project}") || operationOf(name).method === "GET",
);

type Pair = { readonly worked: BlindWorld; readonly idle: BlindWorld };
type Onlooker = (typeof onlookers)[number];

let close: () => Promise<void>;
/** Whose example requests are turned to the worlds. */
let sample: Team;
const pairs: Record<"blind" | "open", Pair | null> = { blind: null, open: null };
beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  sample = await openTeam({ blind: false });
  for (const kind of ["blind", "open"] as const)
    pairs[kind] = {
      worked: await openBlindWorld(true, kind === "blind"),
      idle: await openBlindWorld(false, kind === "blind"),
    };
});
afterAll(() => close());

const pairOf = (kind: "blind" | "open"): Pair => {
  const pair = pairs[kind];
  if (!pair) throw new Error(kind);
  return pair;
};

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What is said, without what differs between any two worlds: ids, times and the numbers in names. */
function plain(world: BlindWorld, said: string): string {
  const labels = new Map<string, string>([
    ...Object.entries(world.documents).map(([title, id]) => [id, title] as const),
    ...Object.entries(world.people).map(([name, { userId }]) => [userId, name] as const),
    [world.team.ben.userId, "ben"],
    [world.team.owner.userId, "owner"],
    [world.team.projectId, "project"],
  ]);
  return (
    said
      .replace(uuid, (id) => labels.get(id) ?? "id")
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, "time")
      .replace(/(Olga|Ana|Ben|Vera|Dan|Eve|Fay|Cy|Team(?: |_|-|%20)?)\d+/gi, "$1")
      // Samples cut what is long.
      .replace(/[0-9a-f]{8}-[0-9a-f-]{0,27}…/g, "id…")
      .replace(/"nextCursor":"[^"]*"/g, '"nextCursor":"…"')
      .replace(/"seq":"\d+"/g, '"seq":"…"')
      // brat names files apart by their ids.
      .replace(/(shared|claimed|free|corrected|closed|planned|bound|passed|bystander)-[0-9a-f]{12}/g, "$1")
      // A file's own sum goes by its ids and times.
      .replace(/(sha256\\?":\\?")[0-9a-f]{64}(\\?"\})/g, "$1…$2")
  );
}

async function wordsOf(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!response.headers.get("content-type")?.includes("zip")) return new TextDecoder().decode(bytes);
  const files = await archiveFiles(bytes);
  return JSON.stringify([...files].map(([path, content]) => [path, new TextDecoder().decode(content)]));
}

async function answer(world: BlindWorld, who: Onlooker, name: OperationName, request: Turn): Promise<string> {
  const { params, query, body } = request(world);
  const response = await call(name, { params, query, body, headers: await bySession(world.people[who]) });
  const headers = Object.fromEntries(response.headers);
  delete headers["x-request-id"];
  const words = plain(world, await wordsOf(response));
  return `${response.status} ${plain(world, JSON.stringify(headers))} ${words.length} ${words}`;
}

type Asked = {
  readonly params: Record<string, string>;
  readonly query: Record<string, string>;
  readonly body: unknown;
};
type Turn = (world: BlindWorld) => Asked;

/** What Ben's things are called, on one document. */
const named = (world: BlindWorld, title: string): Record<string, string> => ({
  project: world.team.projectId,
  document: world.documents[title as keyof BlindWorld["documents"]] ?? "",
  annotation: idOf(`mark ${title}`),
  entity: idOf("entity"),
  thread: idOf(`thread of ben on ${title}`),
  comment: idOf(`comment of ben on ${title}`),
  presence: idOf(`page ${title}`),
  rule: idOf("rule"),
  round: world.round,
  member: world.team.ben.userId,
});

/** The example of an operation, turned to this world: its documents and people instead of the sample's. */
async function turned(name: OperationName): Promise<(title: string) => Turn> {
  const { after, ...example } = await examples[name]({ team: sample, who: sample.ana, isCoder: true });
  await after?.();
  const theirs = await db().document.findMany({
    where: { projectId: sample.projectId },
    select: { id: true },
  });
  return (title) => (world) => {
    const here = named(world, title);
    const stands = new Map<string, string>([
      ...theirs.map(({ id }) => [id, here.document ?? ""] as const),
      [sample.projectId, world.team.projectId],
      [sample.ana.userId, world.people.ana.userId],
      [sample.ben.userId, world.team.ben.userId],
    ]);
    const turn = (text: string) => text.replace(uuid, (id) => stands.get(id) ?? id);
    const params = Object.entries(example.params ?? {}).map(([key, id]) => [key, here[key] ?? turn(id)]);
    const raw = example.body instanceof Uint8Array || example.body === undefined;
    return {
      params: Object.fromEntries(params),
      query: { ...example.query },
      body: raw ? example.body : JSON.parse(turn(JSON.stringify(example.body))),
    };
  };
}

/** Every way to narrow or order an answer: each choice of each choice, and words and ids that are Ben's. */
function queriesOf(name: OperationName): ((world: BlindWorld, title: string) => Record<string, string>)[] {
  const { query } = operationOf(name);
  if (!query) return [() => ({})];
  const shape = z.toJSONSchema(query, { io: "input", unrepresentable: "any" });
  const queries: ((world: BlindWorld, title: string) => Record<string, string>)[] = [() => ({})];
  for (const [field, schema] of Object.entries(shape.properties ?? {})) {
    if (typeof schema === "boolean") continue;
    for (const choice of schema.enum ?? []) queries.push(() => ({ [field]: String(choice) }));
    if (field === "search")
      for (const words of [NAME, "envoy", "She"]) queries.push(() => ({ search: words }));
    if (field === "limit") queries.push(() => ({ limit: "1" }));
    if (field === "unread" || field === "deleted") queries.push(() => ({ [field]: "true" }));
    if (["document", "annotation", "round", "rule"].includes(field))
      queries.push((world, title) => ({ [field]: named(world, title)[field] ?? "" }));
    if (["principal", "reviewer"].includes(field)) queries.push(({ team }) => ({ [field]: team.ben.userId }));
    if (field === "subject") queries.push((_, title) => ({ subject: idOf(`mark ${title}`) }));
    if (field === "set") {
      queries.push(({ team }) => ({ set: `user:${team.ben.userId}` }));
      for (const set of ["all", "gold", "mine"]) queries.push(() => ({ set }));
    }
  }
  return queries;
}

describe.each(["blind", "open"] as const)("in blind rounds of a project that is %s", (kind) => {
  it.each(asked)(
    "%s answers those who work blind the same, whether or not a teammate has worked",
    async (name) => {
      const { worked, idle } = pairOf(kind);
      const request = await turned(name);
      const isAboutOne = /\{(document|annotation|thread)\}/.test(operationOf(name).path);
      // One document is asked about in every way, the others plainly.
      for (const title of isAboutOne ? Object.keys(worked.documents) : ["shared"])
        for (const query of title === "shared" ? queriesOf(name) : [() => ({})]) {
          const ask: Turn = (world) => {
            const base = request(title)(world);
            return { ...base, query: { ...base.query, ...query(world, title) } };
          };
          for (const who of onlookers) {
            const told = await answer(worked, who, name, ask);
            expect(`${who} ${title} ${told}`).toBe(`${who} ${title} ${await answer(idle, who, name, ask)}`);
          }
        }
    },
  );

  it("what pages read besides is the same", async () => {
    const { worked, idle } = pairOf(kind);
    const told = async (world: BlindWorld, who: Onlooker, title: string) => {
      const document = named(world, title).document ?? "";
      const scope = await scopeOf("annotation.read", world.people[who], world.team.projectId);
      const reading = await scopeOf("document.read", world.people[who], world.team.projectId);
      const read = [
        await readHead(scope, document),
        await documentEntityKeys(scope, document),
        await previousDocument(reading, document),
      ];
      return plain(world, JSON.stringify(read));
    };
    for (const title of Object.keys(worked.documents))
      for (const who of onlookers) expect(await told(worked, who, title)).toBe(await told(idle, who, title));
  });

  it("the live feed says the same", async () => {
    const { worked, idle } = pairOf(kind);
    const told = async (world: BlindWorld, query: Record<string, string>) => {
      const { ana } = world.people;
      const last = await db().change.findFirstOrThrow({
        where: {
          projectId: world.team.projectId,
          principal: ana.userId,
          kind: "annotation.created",
          ...asDocument(query),
        },
        orderBy: { seq: "desc" },
      });
      const feed = await openFeed(world.team.projectId, await bySession(ana), { query });
      const heard = await feed.until(last.subjectId);
      await feed.close();
      return plain(world, JSON.stringify(heard));
    };
    for (const title of ["", "shared"]) {
      const ask = (world: BlindWorld) =>
        told(world, { since: "0", ...(title && { document: named(world, title).document ?? "" }) });
      expect(await ask(worked)).toBe(await ask(idle));
    }
  });

  it.each([
    "listAnnotations",
    "readReader",
    "listThreads",
    "readDocumentSets",
    "listChanges",
    "listEntities",
    "readProgress",
  ] as const)("%s does tell a lead", async (name) => {
    const { worked, idle } = pairOf(kind);
    const request = (await turned(name))("shared");
    const told = async (world: BlindWorld) =>
      answer({ ...world, people: { ...world.people, ana: world.team.owner } }, "ana", name, request);
    expect(await told(worked)).not.toBe(await told(idle));
  });
});

const asDocument = ({ document }: Record<string, string>) =>
  document === undefined ? {} : { documentId: document };
