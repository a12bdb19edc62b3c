import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, dryRun, openTeam, start, type Team } from "@/lib/test/open-team";
import { db } from "../database";
import { listDocuments, readDocument } from "../documents/read";
import { ensureJobSchema } from "../jobs/run-jobs";
import { addImportFile } from "./add-piece";
import type { Checkpoint } from "./import-target";
import { listImportItems, readImport } from "./read";
import { readFilesOf } from "./read-files";
import { runImportJob } from "./run-import-job";
import { sweepImports } from "./sweep-imports";
import { cancelImport, createImport, readImportFiles, startImport } from "./write";
import { writeDocumentsOf } from "./write-documents";

let close: () => Promise<void>;
let team: Team;

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
});
afterAll(() => close());
beforeEach(async () => {
  team = await openTeam();
});

const leads = () => scopeOf("document.import", team.owner, team.projectId);
const items = async (id: string, state?: "new" | "duplicate" | "problem") =>
  (await listImportItems(await leads(), id, { limit: 1000, state })).items;
const documents = async () =>
  (
    await listDocuments(await scopeOf("document.read", team.owner, team.projectId), {
      limit: 1000,
      sort: "created",
      order: "asc",
    })
  ).items;

/** Fails at the given step, as a crash would. */
const failAt =
  (place: string): Checkpoint =>
  (step) => {
    if (step === place) throw new Error("killed");
  };

const csv = "headline;body;paper\nOne;First text.;Wire\nTwo;Second text.;Wire\nThree;First text.;Wire\n";

describe("the dry run", () => {
  it("says what will come, what is there already and what is wrong, and changes no document", async () => {
    const old = await addDocument(team, "Old", "Known text.\n");
    const made = await dryRun(team, {
      "a/one.txt": "The first line\nand more.",
      "two.txt": "Known text.\r\n",
      "three.md": "# Three\n\nBody",
      "bad.txt": "a\0b",
      "table.csv": csv,
      "what.xyz": "?",
    });
    expect(made).toMatchObject({ state: "read", done: 6, total: 6, files: 6 });
    expect(made.columns).toEqual(["headline", "body", "paper"]);
    const found = await items(made.id);
    expect(found.map(({ path, line, state }) => `${path} ${line ?? "-"} ${state}`)).toEqual([
      "a/one.txt - new",
      "two.txt - duplicate",
      "three.md - new",
      "bad.txt - problem",
      "table.csv 2 new",
      "table.csv 3 new",
      "table.csv 4 duplicate",
      "what.xyz - problem",
    ]);
    expect(found[0]).toMatchObject({
      title: "The first line",
      documentId: null,
      preview: "The first line\nand more.",
    });
    expect(found[1]).toMatchObject({ documentId: old, reason: "The project has this text: “Old”." });
    expect(found[6]?.reason).toBe("The same text as table.csv, line 2.");
    expect(await documents()).toHaveLength(1);
  });

  it("is made anew with other options, and takes what they say", async () => {
    const made = await dryRun(team, { "t.csv": "x,y\nSome text,Head\n" });
    expect(made.counts).toEqual({ new: 0, duplicate: 0, problem: 1 });
    const options = {
      columnMap: { text: "x", title: "y" },
      defaults: { outlet: "The Daily", language: "en" },
    };
    const { revision } = await readImportFiles(await leads(), made.id, options);
    await readFilesOf({ projectId: team.projectId, importId: made.id, revision }, () => {});
    expect(await items(made.id)).toMatchObject([{ state: "new", title: "Head", number: 1 }]);
    await start(team, made.id);
    expect(await documents()).toMatchObject([{ title: "Head", outlet: "The Daily", language: "en" }]);
  });

  it("goes on after a crash with the file it was in, and doubles nothing", async () => {
    const scope = await leads();
    const { import: made } = await createImport(scope, {});
    for (const name of ["a", "b", "c"])
      await addImportFile(scope, made.id, `${name}.csv`, Buffer.from(`text\n${name} one\n${name} two\n`));
    const { revision } = await readImportFiles(scope, made.id);
    const target = { projectId: team.projectId, importId: made.id, revision };
    for (const place of ["in file 1", "before file 2", "in file 2", "before the end"])
      await expect(readFilesOf(target, failAt(place))).rejects.toThrow("killed");
    await readFilesOf(target, () => {});
    expect(await readImport(scope, made.id)).toMatchObject({ state: "read", done: 3, counts: { new: 6 } });
    expect((await items(made.id)).map(({ number, title }) => [number, title])).toEqual([
      [1, "a one"],
      [2, "a two"],
      [3, "b one"],
      [4, "b two"],
      [5, "c one"],
      [6, "c two"],
    ]);
  });
});

describe("an import", () => {
  it("adds the new documents in order, each with its change, and lets go of the bytes", async () => {
    const made = await dryRun(team, { "table.csv": csv, "one.txt": "Text of one." });
    const done = await start(team, made.id);
    expect(done).toMatchObject({ state: "finished", done: 3, total: 3 });
    const all = await documents();
    expect(all.map(({ title }) => title)).toEqual(["One", "Two", "Text of one."]);
    const scope = await scopeOf("document.read", team.owner, team.projectId);
    expect(await readDocument(scope, all[0]?.id ?? "")).toMatchObject({ text: "First text.", length: 11 });
    const changes = await db().change.findMany({
      where: { projectId: team.projectId, kind: "document.created" },
    });
    expect(changes.map(({ subjectId }) => subjectId).sort()).toEqual(all.map(({ id }) => id).sort());
    expect(changes[0]).toMatchObject({ principal: team.owner.userId, setId: null });
    const files = await db().importFile.findMany({ where: { importId: made.id }, select: { bytes: true } });
    expect(files.map(({ bytes }) => bytes.length)).toEqual([0, 0]);
    const [first] = await items(made.id);
    expect(first).toMatchObject({ documentId: all[0]?.id, preview: "" });
    expect((await start(team, made.id)).state).toBe("finished");
    expect(await documents()).toHaveLength(3);
  });

  it("is whole or not there, wherever it is killed, and finishes when it is tried again", async () => {
    const made = await dryRun(team, { "table.csv": csv });
    const { revision } = await startImport(await leads(), made.id);
    const target = { projectId: team.projectId, importId: made.id, revision };
    for (const place of ["after 2 documents", "before the lock", "before the end", "before the commit"]) {
      await expect(writeDocumentsOf(target, failAt(place))).rejects.toThrow("killed");
      expect(await documents()).toEqual([]);
      expect(
        await db().change.count({ where: { projectId: team.projectId, kind: "document.created" } }),
      ).toBe(0);
    }
    await writeDocumentsOf(target, () => {});
    await writeDocumentsOf(target, () => {});
    expect((await documents()).map(({ title }) => title)).toEqual(["One", "Two"]);
  });

  it("leaves out what another import brought in the meantime", async () => {
    const made = await dryRun(team, { "a.txt": "Shared text", "b.txt": "Own text" });
    const { revision } = await startImport(await leads(), made.id);
    const target = { projectId: team.projectId, importId: made.id, revision };
    await writeDocumentsOf(target, async (step) => {
      if (step === "before the lock") await addDocument(team, "Elsewhere", "Shared text");
    });
    expect((await documents()).map(({ title }) => title).sort()).toEqual(["Elsewhere", "Own text"]);
    expect(await readImport(await leads(), made.id)).toMatchObject({
      counts: { new: 1, duplicate: 1 },
      total: 1,
    });
  });

  it("keeps duplicates when told so", async () => {
    await addDocument(team, "Old", "Known text");
    const made = await dryRun(team, { "a.txt": "Known text" }, { keepDuplicates: true });
    expect(await items(made.id)).toMatchObject([
      { state: "new", reason: "The project has this text: “Old”." },
    ]);
    await start(team, made.id);
    expect(await documents()).toHaveLength(2);
  });

  it("is cancelled while it is written, and nothing of it stays", async () => {
    const made = await dryRun(team, { "table.csv": csv });
    const scope = await leads();
    const { revision } = await startImport(scope, made.id);
    const payload = { projectId: team.projectId, importId: made.id, revision };
    let cancelling: Promise<unknown> = Promise.resolve();
    const work = writeDocumentsOf(payload, (step) => {
      if (step === "after 2 documents") cancelling = cancelImport(scope, made.id);
    });
    await expect(work).rejects.toThrow("cancelled");
    await cancelling;
    expect(await readImport(scope, made.id)).toMatchObject({ state: "cancelled" });
    expect(await documents()).toEqual([]);
    expect(await db().importItem.count({ where: { importId: made.id, text: { not: "" } } })).toBe(0);
    await runImportJob("write", payload, { attempts: 1, max_attempts: 5 }, undefined);
    expect(await documents()).toEqual([]);
    await expect(startImport(scope, made.id)).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("is cancelled while files are read", async () => {
    const scope = await leads();
    const { import: made } = await createImport(scope, {});
    await addImportFile(scope, made.id, "table.csv", Buffer.from(csv));
    const { revision } = await readImportFiles(scope, made.id);
    const target = { projectId: team.projectId, importId: made.id, revision };
    const work = readFilesOf(target, async (step) => {
      if (step === "in file 1") await cancelImport(scope, made.id);
    });
    await expect(work).rejects.toThrow("cancelled");
    expect(await items(made.id)).toEqual([]);
  });

  it("says that it failed after the last try, and can be read again", async () => {
    const scope = await leads();
    const made = await dryRun(team, { "a.txt": "Text" });
    const { revision } = await startImport(scope, made.id);
    const payload = { projectId: team.projectId, importId: made.id, revision };
    const stop = AbortSignal.abort(new Error("no luck"));
    await expect(runImportJob("write", payload, { attempts: 1, max_attempts: 2 }, stop)).rejects.toThrow(
      "no luck",
    );
    expect((await readImport(scope, made.id)).state).toBe("writing");
    await runImportJob("write", payload, { attempts: 2, max_attempts: 2 }, stop);
    expect(await readImport(scope, made.id)).toMatchObject({ state: "failed" });
    expect(await readImportFiles(scope, made.id)).toMatchObject({ state: "reading", problem: "" });
  });

  it("whose job died for good is failed by the sweep, and one that waits is not", async () => {
    const scope = await leads();
    const [dead, waiting] = [await dryRun(team, { "a.txt": "A" }), await dryRun(team, { "a.txt": "A" })];
    for (const { id } of [dead, waiting]) await startImport(scope, id);
    await db()
      .$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = ${`import:${dead.id}`}`;
    await sweepImports();
    expect((await readImport(scope, dead.id)).state).toBe("failed");
    expect((await readImport(scope, waiting.id)).state).toBe("writing");
  });
});

describe("limits", () => {
  it("the same path replaces, an unknown import is missing, a path is only a name", async () => {
    const scope = await leads();
    const { import: made, isNew } = await createImport(scope, {});
    expect(isNew).toBe(true);
    expect((await createImport(scope, { id: made.id })).isNew).toBe(false);
    await addImportFile(scope, made.id, "../../etc/a.txt", Buffer.from("one"));
    const again = await addImportFile(scope, made.id, "../../etc/a.txt", Buffer.from("three"));
    expect(again).toEqual({ number: 1, path: "../../etc/a.txt", size: 5 });
    await expect(addImportFile(scope, made.id, "a\0b", Buffer.from("x"))).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(addImportFile(scope, team.projectId, "a", Buffer.from("x"))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(startImport(scope, made.id)).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("a person has at most 23 unfinished imports, and is told when to try again", async () => {
    const scope = await leads();
    for (let n = 0; n < 23; n++) await createImport(scope, {});
    await expect(createImport(scope, {})).rejects.toMatchObject({
      code: "rate_limited",
      details: { retryAfterSeconds: 30 },
    });
  });
});
