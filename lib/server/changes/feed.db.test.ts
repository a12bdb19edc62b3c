import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { byKey, bySession } from "@/lib/test/call-api";
import { openFeed } from "@/lib/test/open-feed";
import { addMember, openInstallation, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { revokeApiKey } from "../api-keys/write";
import { db } from "../database";
import { removeMember } from "../members/write";
import { endSession } from "../sessions/write";
import { eventStream } from "./event-stream";

let close: () => Promise<void>;
let team: Team;
let owner: Readonly<Record<string, string>>;
let documentId: string;

beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
  owner = await bySession(team.owner);
  documentId = await addDocument(team, "Summit", "Minister Oran met the envoy.");
});
afterAll(() => close());

const newest = async () => {
  const { _max } = await db().change.aggregate({ where: { projectId: team.projectId }, _max: { seq: true } });
  return String(_max.seq);
};
const markBy = (person: Team["ana"]) => mark(team.projectId, person, documentId);

describe("the feed", () => {
  it("catches up from where its reader was, then goes on live, in order and without gaps", async () => {
    const since = await newest();
    const [first, second] = [await markBy(team.ana), await markBy(team.ana)];
    const feed = await openFeed(team.projectId, owner, { query: { since } });
    expect(feed.response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(feed.response.headers.get("cache-control")).toContain("no-transform");
    const past = await feed.until(second);
    expect(past.map(({ subjectId }) => subjectId)).toEqual(expect.arrayContaining([first, second]));
    const third = await markBy(team.ben);
    const live = await feed.until(third);
    const numbers = [...past, ...live].map(({ seq }) => Number(seq));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const logged = await db().change.findMany({
      where: { projectId: team.projectId, seq: { gt: BigInt(since) } },
    });
    expect(numbers).toHaveLength(logged.length);
    await feed.close();
  });

  it("says what happens when it happens, not when it looks again", async () => {
    vi.useFakeTimers({ toFake: ["setInterval"] });
    const feed = await openFeed(team.projectId, owner, { query: { since: await newest() } });
    for (let n = 0; n < 5; n++) await feed.until(await markBy(team.ana));
    // It looks again every few seconds and says so; here that never comes.
    expect(feed.heartbeats()).toBe(0);
    await feed.close();
    vi.useRealTimers();
  });

  it("goes on from the last event that a browser saw, whatever its address says", async () => {
    const lastEventId = await newest();
    const id = await markBy(team.ana);
    const feed = await openFeed(team.projectId, owner, { query: { since: "0" }, lastEventId });
    expect((await feed.until(id)).length).toBeLessThanOrEqual(2);
    await feed.close();
  });

  it("takes no nonsense for a number", async () => {
    const id = await markBy(team.ana);
    const feed = await openFeed(team.projectId, owner, {
      query: { since: await newest() },
      lastEventId: "1; DROP",
    });
    const next = await markBy(team.ana);
    expect((await feed.until(next)).map(({ subjectId }) => subjectId)).not.toContain(id);
    await feed.close();
  });

  it("reaches readers on every node", async () => {
    const holder = globalThis as { concordListener?: unknown };
    const since = await newest();
    const here = await openFeed(team.projectId, owner, { query: { since } });
    await here.until(await markBy(team.ana));
    const listener = holder.concordListener;
    delete holder.concordListener;
    const there = await openFeed(team.projectId, owner, { query: { since: await newest() } });
    await there.until(await markBy(team.ana));
    expect(holder.concordListener).not.toBe(listener);
    const id = await markBy(team.ben);
    await Promise.all([here.until(id), there.until(id)]);
    await Promise.all([here.close(), there.close()]);
  });

  it("goes on after the database has cut its connection", async () => {
    const feed = await openFeed(team.projectId, owner, { query: { since: await newest() } });
    await feed.until(await markBy(team.ana));
    await db().$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN %'`;
    await feed.until(await markBy(team.ana));
    await feed.close();
  });

  it("shows a blind annotator nothing of a teammate's work, live or past, until all have submitted", async () => {
    const document = await addDocument(team, "Blind", "Minister Oran met the envoy.");
    const since = await newest();
    const feed = await openFeed(team.projectId, await bySession(team.ana), { query: { since } });
    await mark(team.projectId, team.ben, document);
    const mine = await mark(team.projectId, team.ana, document);
    await mark(team.projectId, team.ben, document);
    const last = await mark(team.projectId, team.ana, document);
    const seen = [...(await feed.until(mine)), ...(await feed.until(last))];
    expect(seen.filter(({ principal }) => principal !== team.ana.userId)).toEqual([]);
    await submit(team.projectId, team.ana, document);
    await submit(team.projectId, team.ben, document);
    await feed.close();
    const opened = await openFeed(team.projectId, await bySession(team.ana), { query: { since, document } });
    const names = new Set((await opened.until(last)).map(({ principal }) => principal));
    expect(names).toEqual(new Set([team.ana.userId, team.ben.userId]));
    await opened.close();
  });

  it("never carries another project's changes", async () => {
    const other = await openTeam();
    const elsewhere = await addDocument(other, "Elsewhere", "Nobody spoke.");
    const feed = await openFeed(team.projectId, owner, { query: { since: await newest() } });
    await mark(other.projectId, other.ana, elsewhere);
    const id = await markBy(team.ben);
    const seen = await feed.until(id);
    const known = await db().change.findMany({ where: { projectId: team.projectId }, select: { seq: true } });
    const numbers = new Set(known.map(({ seq }) => String(seq)));
    expect(seen.filter(({ seq }) => !numbers.has(seq))).toEqual([]);
    await feed.close();
  });

  it("survives readers who leave at any moment", async () => {
    for (let n = 0; n < 20; n++) {
      const feed = await openFeed(team.projectId, owner, { query: { since: "0" } });
      const writing = markBy(team.ana);
      if (n % 2) await feed.next();
      await feed.close();
      await writing;
    }
  });
});

describe("a line is closed within five seconds", () => {
  // By the server's own clock: how long the rest of the machine takes is not the promise.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const joined = async (name: string) => {
    const person = await signedInPerson(name);
    await addMember(team.projectId, person, "annotator");
    return person;
  };
  /** Waits until the server hangs up. */
  const closedAfter = async (
    person: Team["ana"],
    take: () => Promise<unknown>,
    headers?: Readonly<Record<string, string>>,
  ) => {
    const query = { since: await newest() };
    const feed = await openFeed(team.projectId, headers ?? (await bySession(person)), { query });
    await feed.until(await markBy(person));
    await take();
    vi.advanceTimersByTime(5_000);
    await feed.rest();
  };

  it("when a member is taken off the project", async () => {
    const person = await joined("Mina");
    await closedAfter(person, async () =>
      removeMember(await scopeOf("member.manage", team.owner, team.projectId), person.userId),
    );
  });

  it("when the session is ended", async () => {
    const person = await joined("Nora");
    await closedAfter(person, async () =>
      endSession(await scopeOf("account.manage", person), person.sessionId),
    );
  });

  it("when the key is revoked", async () => {
    const person = await joined("Pia");
    const headers = await byKey(person);
    const revoke = async () => {
      const { id } = await db().apiKey.findFirstOrThrow({ where: { userId: person.userId } });
      await revokeApiKey(await scopeOf("account.manage", person), id);
    };
    await closedAfter(person, revoke, headers);
  });

  it("when the person is disabled", async () => {
    const person = await joined("Rosa");
    await closedAfter(person, () =>
      db().user.update({ where: { id: person.userId }, data: { disabledAt: new Date() } }),
    );
  });

  it("also when the caller is refused before its first line", async () => {
    const refuse = () => Promise.reject(new Error("This session has ended."));
    const response = eventStream(refuse, new AbortController().signal, []);
    expect(await response.text()).toBe("");
  });
});
