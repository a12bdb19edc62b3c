import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contracts/registry";
import type { RoundResource } from "@/lib/contracts/rounds";
import { bySession, call } from "@/lib/test/call-api";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { openRoundOf, planRoundOf } from "@/lib/test/open-round";
import { addDocument, mark, openTeam, submit, type Team } from "@/lib/test/open-team";
import { nextDocument } from "../assignments/read";
import { readHead } from "../reader/read";
import { closeRound, openRound } from "./write";

let close: () => Promise<void>;
let team: Team;
beforeAll(async () => {
  ({ close } = await openInstallation());
  team = await openTeam();
});
afterAll(() => close());

let number = 0;
const document = () => {
  number += 1;
  return addDocument(team, `Cable number ${number}`, `Minister Oran met envoy ${number}.`);
};
const lead = () => scopeOf("round.manage", team.owner, team.projectId);
const end = async ({ id, revision }: RoundResource) => closeRound(await lead(), id, revision);

async function ask(
  name: OperationName,
  person: Team["ana"],
  params: Readonly<Record<string, string>>,
  body: unknown = {},
) {
  const all = { project: team.projectId, ...params };
  const response = await call(name, { params: all, headers: await bySession(person), body });
  return { status: response.status, body: await response.json() };
}
const begin = (documentId: string) =>
  ask(
    "createAnnotation",
    team.ana,
    { document: documentId },
    {
      kind: "span",
      tag: "EVENT",
      spans: [{ start: 9, end: 13 }],
    },
  );
const placeOfAna = async (documentId: string) => {
  const scope = await scopeOf("annotation.read", team.ana, team.projectId);
  const { state } = await readHead(scope, documentId);
  return { place: state.place, round: state.round?.name ?? null };
};

describe("a round that was given up before it opened", () => {
  it("leaves its documents to everybody, as if it had never been", async () => {
    const only = await document();
    await end(await planRoundOf(team, [only], [team.ben], { copies: 1 }));
    expect(await placeOfAna(only)).toEqual({ place: "free", round: null });
    const reader = await scopeOf("document.read", team.ana, team.projectId);
    expect((await nextDocument(reader, undefined)).id).toBe(only);
    expect((await begin(only)).status).toBe(201);
    expect((await ask("submitDocument", team.ana, { document: only })).status).toBe(200);
    expect((await ask("reopenDocument", team.ana, { document: only })).status).toBe(200);
  });

  it("and is opened after all, keeps nobody from what nobody has shown them", async () => {
    const only = await document();
    await mark(team.projectId, team.ana, only);
    await submit(team.projectId, team.ana, only);
    const given = await end(await planRoundOf(team, [only], [team.ana, team.ben]));
    await openRound(await lead(), given.id, { revision: given.revision });
    expect((await ask("reopenDocument", team.ana, { document: only })).status).toBe(200);
  });
});

describe("a closed round in which people worked", () => {
  it("says what a lead can do about it, and each of these helps", async () => {
    const [kept, taken, moved] = [await document(), await document(), await document()];
    const round = await openRoundOf(team, [kept, taken, moved], [team.ana], { copies: 1 });
    await begin(taken);
    const closed = await end(round);
    const words = /closed.*open it again, or take the document out of it or to another round/;
    for (const id of [kept, taken, moved])
      expect((await begin(id)).body).toMatchObject({
        code: "wrong_state",
        detail: expect.stringMatching(words),
      });

    const target = await openRoundOf(team, [await document()], [team.ana], { copies: 1 });
    const change = (body: unknown) => ask("changeRoundDocuments", team.owner, { round: round.id }, body);
    expect((await change({ op: "remove", documents: { ids: [taken] } })).status).toBe(200);
    expect((await begin(taken)).status).toBe(201);
    expect((await change({ op: "move", to: target.id, documents: { ids: [moved] } })).status).toBe(200);
    expect((await begin(moved)).status).toBe(201);
    await openRound(await lead(), closed.id, { revision: closed.revision });
    expect((await begin(kept)).status).toBe(201);
  });
});
