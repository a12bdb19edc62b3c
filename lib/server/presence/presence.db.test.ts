import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import { bySession, call } from "@/lib/test/call-api";
import { openInstallation } from "@/lib/test/open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { db } from "../database";

let close: () => Promise<void>;
let team: Team;
let document: string;
beforeAll(async () => {
  ({ close } = await openInstallation());
});
beforeEach(async () => {
  team = await openTeam();
  document = await addDocument(team, "Summit", "Minister Oran met the envoy.\nShe agreed.");
});
afterAll(() => close());

async function ask(
  name: OperationName,
  person: Team["ana"],
  more: { body?: unknown; presence?: string } = {},
) {
  const params = { project: team.projectId, document, presence: more.presence ?? "" };
  const headers = await bySession(person);
  const response = await call(name, { params, headers, ...(more.body ? { body: more.body } : {}) });
  return { status: response.status, json: await response.json() };
}
/** Says where somebody is; answers whom they see there. */
async function be(person: Team["ana"], block = 0, id: string = uuidv7()): Promise<string[]> {
  const { json } = await ask("sendPresence", person, { body: { id, block } });
  return json.present.map((one: { name: string; block: number }) => `${one.name} ${one.block}`);
}

/** Somebody's open line, read until it says who is there. */
async function openLine(person: Team["ana"]) {
  const response = await call("listChanges", {
    params: { project: team.projectId },
    query: { document, since: "0" },
    headers: { ...(await bySession(person)), accept: "text/event-stream" },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  return {
    async nextPresence(): Promise<string[]> {
      for (;;) {
        const found = /event: presence\ndata: (.*)\n\n/.exec(rest);
        if (found?.[1] !== undefined) {
          rest = rest.slice(found.index + found[0].length);
          return JSON.parse(found[1]).present.map(
            (one: { name: string; block: number }) => `${one.name} ${one.block}`,
          );
        }
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error("The line was closed");
        rest += value;
      }
    },
    said: () => rest,
    close: () => reader?.cancel(),
  };
}

describe("presence", () => {
  it("while people work blind only leads see who is there", async () => {
    await mark(team.projectId, team.ana, document);
    await mark(team.projectId, team.ben, document);
    expect(await be(team.ana, 1)).toEqual([]);
    expect(await be(team.ben)).toEqual([]);
    expect(await be(team.viewer)).toEqual([]);
    expect(await be(team.owner)).toEqual([
      `${team.ana.name} 1`,
      `${team.ben.name} 0`,
      `${team.viewer.name} 0`,
    ]);
    for (const person of [team.ana, team.ben]) await submit(team.projectId, person, document);
    expect(await be(team.ana)).toContain(`${team.ben.name} 0`);
    expect(await be(team.viewer)).toEqual([]);
  });

  it("comes over the open line at once: who comes, moves, leaves", async () => {
    const line = await openLine(team.owner);
    const id = uuidv7();
    await be(team.ana, 0, id);
    expect(await line.nextPresence()).toEqual([`${team.ana.name} 0`]);
    await be(team.ana, 1, id);
    expect(await line.nextPresence()).toEqual([`${team.ana.name} 1`]);
    await ask("endPresence", team.ana, { presence: id });
    expect(await line.nextPresence()).toEqual([]);
    await line.close();
  });

  it("says nothing on the line of somebody who works blind", async () => {
    await mark(team.projectId, team.ana, document);
    const line = await openLine(team.ana);
    await be(team.ben);
    const lead = await openLine(team.owner);
    expect(await lead.nextPresence()).toEqual([`${team.ben.name} 0`]);
    expect(line.said()).not.toContain("presence");
    await Promise.all([line.close(), lead.close()]);
  });

  it("ends by itself when nothing is heard of somebody for half a minute", async () => {
    await be(team.ana);
    await db().presence.updateMany({ data: { seenAt: new Date(Date.now() - 31_000) } });
    expect(await be(team.owner)).toEqual([]);
  });

  it("is nobody else's to move or end, nor to be in another project", async () => {
    const id = uuidv7();
    await be(team.ana, 1, id);
    expect((await ask("sendPresence", team.ben, { body: { id, block: 0 } })).status).toBe(409);
    await ask("endPresence", team.ben, { presence: id });
    expect(await be(team.owner)).toEqual([`${team.ana.name} 1`]);
    const elsewhere = await openTeam();
    team = { ...elsewhere, owner: team.owner };
    expect((await ask("sendPresence", team.owner, { body: { id, block: 0 } })).status).toBe(404);
  });
});
