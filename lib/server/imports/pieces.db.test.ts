import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { fileOf, openMarkedTeam } from "@/lib/test/open-marked-team";
import { openProject, start, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { ensureJobSchema } from "../jobs/run-jobs";
import { addImportFile, addImportPiece } from "./add-piece";
import { passOn } from "./import-target";
import { readFilesOf } from "./read-files";
import { cancelImport, createImport, readImportFiles } from "./write";

let close: () => Promise<void>;
let team: Team;
let file: Buffer;

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openMarkedTeam();
  file = await fileOf(team, "jsonl");
});
afterAll(() => close());

/** An import of a new project, and how its file goes on. */
async function openImport(name: string) {
  const target = { projectId: await openProject(team.owner, name), owner: team.owner };
  const scope = await scopeOf("document.import", team.owner, target.projectId);
  const { id } = (await createImport(scope, {})).import;
  const send = (at: number, end: number, bytes = file) =>
    addImportPiece(scope, id, { path: "corpus.jsonl", at }, bytes.subarray(at, end));
  return { target, scope, id, send };
}
const headEnd = () => file.indexOf(0x0a) + 10;
const pieces = (importId: string) => db().importPiece.count({ where: { importId } });

describe("a corpus that comes in pieces", () => {
  it("is read as one, and its pieces go when it is done", async () => {
    const { target, scope, id, send } = await openImport("In pieces");
    await send(0, headEnd());
    for (let at = headEnd(); at < file.length; at += 777) await send(at, at + 777);
    const { revision } = await readImportFiles(scope, id);
    await readFilesOf({ projectId: target.projectId, importId: id, revision }, passOn);
    expect(await start(target, id)).toMatchObject({ state: "finished", total: 2 });
    const lines = (bytes: Buffer) =>
      bytes
        .toString()
        .split("\n")
        .filter((line) => line.startsWith('{"type":"document"'));
    const texts = (bytes: Buffer) => lines(bytes).map((line) => JSON.parse(line).document.text);
    expect(texts(await fileOf(target, "jsonl"))).toEqual(texts(file));
    expect(await pieces(id)).toBe(0);
  });

  it("takes a piece again that is here, and none that leaves a gap", async () => {
    const { id, send } = await openImport("Again");
    const end = headEnd();
    expect(await send(0, end)).toMatchObject({ size: end });
    expect(await send(end, end + 100)).toMatchObject({ size: end + 100 });
    expect(await send(end, end + 100)).toMatchObject({ size: end + 100 });
    await expect(send(end + 101, end + 200)).rejects.toMatchObject({
      code: "conflict",
      message: `Of this file ${end + 100} bytes are here. The next piece begins there.`,
    });
    await expect(send(end + 50, end + 200)).rejects.toMatchObject({ code: "conflict" });
    expect(await pieces(id)).toBe(1);
  });

  it("begins anew with its first bytes, and leaves nothing when it is cancelled", async () => {
    const { scope, id, send } = await openImport("Anew");
    const end = headEnd();
    await send(0, end);
    await send(end, end + 100);
    expect(await send(0, end)).toMatchObject({ number: 1, size: end });
    expect(await pieces(id)).toBe(0);
    await send(end, end + 100);
    await cancelImport(scope, id);
    expect(await pieces(id)).toBe(0);
  });

  it("that ends in the middle is one problem, and nothing comes", async () => {
    const { target, scope, id, send } = await openImport("Cut");
    await send(0, headEnd());
    await send(headEnd(), file.length - 50);
    const { revision } = await readImportFiles(scope, id);
    await readFilesOf({ projectId: target.projectId, importId: id, revision }, passOn);
    const items = await db().importItem.findMany({
      where: { importId: id },
      select: { state: true, reason: true },
    });
    expect(items).toEqual([{ state: "problem", reason: expect.stringContaining("cut short") }]);
  });

  it("is one of ours: other files come at once or not at all", async () => {
    const { scope, id, send } = await openImport("Others");
    await expect(send(10, 20)).rejects.toMatchObject({ code: "not_found" });
    await addImportFile(scope, id, "corpus.jsonl", Buffer.from('{"text": "One"}\n'));
    await expect(send(16, 30)).rejects.toMatchObject({ code: "too_large" });
  });
});
