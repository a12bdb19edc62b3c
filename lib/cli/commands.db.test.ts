import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/server/database";
import { linesOf, withHash } from "@/lib/test/native-lines";
import { openInstallation, signedInPerson } from "@/lib/test/open-installation";
import { ensureDemo } from "@/seeds/ensure-demo";
import type { Command } from "./command";
import { doctor } from "./doctor";
import { exportCommand } from "./export";
import { importCommand } from "./import";
import { createKeyCommand } from "./key";
import { createProjectCommand } from "./project";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-commands-"));
let close: () => Promise<void>;
let out: string[];
let said: string[];

beforeAll(async () => {
  ({ close } = await openInstallation({ INIT_CWD: folder }));
  await signedInPerson("Olga", { administers: true });
  await ensureDemo(() => {});
}, 60_000);
afterAll(async () => {
  await close();
  fs.rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  [out, said] = [[], []];
  vi.spyOn(console, "log").mockImplementation((line: string) => void out.push(line));
  vi.spyOn(console, "error").mockImplementation((line: string) => void said.push(line));
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const run = (command: Command, ...words: string[]) => command.run(words, new AbortController().signal);
const write = (name: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
};

describe("key create", () => {
  it("with --json prints the key and nothing else", async () => {
    expect(await run(createKeyCommand, "--user", "olga@herald.example", "--name", "Script", "--json")).toBe(
      0,
    );
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? "")).toEqual({ key: expect.stringMatching(/^cck_/) });
  });

  it("refuses somebody who is not there", async () => {
    await expect(run(createKeyCommand, "--user", "nobody@herald.example", "--name", "x")).rejects.toThrow(
      "Nobody has an account",
    );
  });
});

describe("import", () => {
  it("brings files and folders, runs the work itself, and says what is a duplicate", async () => {
    expect(await run(createProjectCommand, "--name", "Press", "--owner", "olga@herald.example")).toBe(0);
    write("one.txt", "First\n\nThe minister spoke.");
    write("more/two.txt", "Second\n\nNobody listened.");
    expect(await run(importCommand, "--project", "Press", "one.txt", "more")).toBe(0);
    expect(out.at(-1)).toBe("Imported 2 documents.");
    const { id: projectId } = await db().project.findFirstOrThrow({ where: { name: "Press" } });
    expect(await db().document.count({ where: { projectId } })).toBe(2);
    expect(await run(importCommand, "--project", projectId, "one.txt")).toBe(0);
    expect(await db().document.count({ where: { projectId } })).toBe(2);
  }, 60_000);

  it("with --dry-run brings nothing, and with --strict nothing when something is wrong", async () => {
    write("bad/good.txt", "A text that is new.");
    write("bad/odd.bin", "\u0000\u0001");
    const before = await db().document.count();
    expect(await run(importCommand, "--project", "Press", "--dry-run", "bad")).toBe(0);
    expect(await run(importCommand, "--project", "Press", "--strict", "bad")).toBe(1);
    expect(await db().document.count()).toBe(before);
    expect(await db().import.count({ where: { state: { notIn: ["finished", "cancelled"] } } })).toBe(0);
    expect(await run(importCommand, "--project", "Press", "bad")).toBe(0);
    expect(await db().document.count()).toBe(before + 1);
  }, 60_000);

  it("brings guidelines and entities of a file that has no documents, and says so", async () => {
    const file = path.join(folder, "template.jsonl");
    expect(await run(exportCommand, "--project", "Two summits", "--format", "jsonl", "--out", file)).toBe(0);
    const lines = linesOf(fs.readFileSync(file)).filter(({ type }) => type !== "document");
    const front = lines.map((line) =>
      line.type === "end" ? { ...line, documents: 0, annotations: 0 } : line,
    );
    fs.writeFileSync(file, withHash(front));
    const many = (wanted: string) => front.filter(({ type }) => type === wanted).length;
    await run(createProjectCommand, "--name", "Template", "--owner", "olga@herald.example");
    expect(await run(importCommand, "--project", "Template", "--strict", file)).toBe(0);
    expect(out.at(-1)).toMatch(
      /^Imported (\d+ versions? of the guidelines, )?(\d+ rounds?, )?\d+ entities\.$/,
    );
    expect(out.at(-1)).toContain(`${many("entity")} entities.`);
    const where = { project: { name: "Template" } };
    expect(await db().entity.count({ where })).toBe(many("entity"));
    expect(await db().guidelineVersion.count({ where })).toBe(many("guideline"));
    expect(await run(importCommand, "--project", "Template", file)).toBe(0);
    expect(said.at(-1)).toBe("Nothing was imported.");
  }, 60_000);

  it("names what is not there", async () => {
    await expect(run(importCommand, "--project", "Press", "nowhere.txt")).rejects.toThrow("nowhere.txt");
    await expect(run(importCommand, "--project", "Pres", "one.txt")).rejects.toThrow("no project “Pres”");
    await run(createProjectCommand, "--name", "Twin", "--owner", "olga@herald.example");
    await run(createProjectCommand, "--name", "Twin", "--owner", "olga@herald.example");
    await expect(run(importCommand, "--project", "Twin", "one.txt")).rejects.toThrow("Several projects");
  });
});

describe("export", () => {
  it("writes a whole file that comes back as an equal project", async () => {
    const words = ["--project", "Two summits", "--format", "jsonl", "--out", "corpus.jsonl"];
    expect(await run(exportCommand, ...words)).toBe(0);
    const first = fs.readFileSync(path.join(folder, "corpus.jsonl"), "utf8");
    expect(await run(exportCommand, ...words)).toBe(0);
    expect(fs.readFileSync(path.join(folder, "corpus.jsonl"), "utf8")).toBe(first);
    expect(fs.readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    await run(createProjectCommand, "--name", "Again", "--owner", "olga@herald.example");
    expect(await run(importCommand, "--project", "Again", "--strict", "corpus.jsonl")).toBe(0);
    expect(await db().document.count({ where: { project: { name: "Again" } } })).toBe(10);
  }, 60_000);

  it("refuses what is no format and no place", async () => {
    await expect(run(exportCommand, "--project", "Press", "--format", "xml", "--out", "x")).rejects.toThrow(
      "--format",
    );
    await expect(
      run(exportCommand, "--project", "Press", "--format", "csv", "--out", "no/such/x.csv"),
    ).rejects.toThrow("There is no folder");
  });
});

describe("doctor", () => {
  it("finds all of it sound, imported work too, and says so when it is not", async () => {
    expect(await run(doctor)).toBe(0);
    expect(out.at(-1)).toMatch(/All \d+ checks passed/);
    await db().project.updateMany({ where: { name: "Again" }, data: { name: "Altered" } });
    expect(await run(doctor)).toBe(1);
    expect(out.join("\n")).toContain("WRONG   A project is what its last change says: 1");
  });
});
