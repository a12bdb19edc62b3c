import { afterEach, expect, it, vi } from "vitest";
import { type ImportResource, PIECE_BYTES, UPLOAD_BYTES_MAX } from "@/lib/contracts/imports";
import { ImportRun } from "./import-run";

const project = "0199a000-0000-7000-8000-00000000000a";

/** A server of imports that answers like the API, and refuses the files it is told to. */
function serve(refused: Set<string>) {
  const calls: string[] = [];
  const now: ImportResource = {
    id: "",
    state: "uploading",
    done: 0,
    total: 0,
    problem: "",
    options: {},
    files: 0,
    counts: { new: 0, duplicate: 0, problem: 0 },
    columns: [],
    brings: { guidelines: 0, rounds: 0, entities: 0 },
    createdAt: "2025-01-01T00:00:00.000Z",
    finishedAt: null,
    revision: 1,
  };
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    const url = new URL(address, "http://localhost");
    const path = url.searchParams.get("path");
    if (path !== null) {
      if (refused.has(path)) throw new TypeError("network");
      calls.push(path);
      return Response.json({ number: calls.length, path, size: 1 });
    }
    const order = url.pathname.split(":")[1] ?? "create";
    calls.push(order);
    if (order === "create") now.id = (JSON.parse(String(init.body)) as { id: string }).id;
    const state = order === "read" ? "read" : order === "cancel" ? "cancelled" : now.state;
    return Response.json({ ...now, state });
  });
  return calls;
}

const file = (path: string) => ({ path, file: new File(["x"], path) });
const runOf = (begun: string[] = []) =>
  new ImportRun({
    projectId: project,
    endings: [".txt"],
    initial: null,
    onBegun: (id) => begun.push(id),
  });

afterEach(() => vi.unstubAllGlobals());

it("sends what can be read in the order of its names and asks for the dry run at once", async () => {
  const calls = serve(new Set());
  const begun: string[] = [];
  const run = runOf(begun);
  await run.add([file("b10.txt"), file("b2.txt"), file("a.jpg")]);
  expect(calls).toEqual(["create", "b2.txt", "b10.txt", "read"]);
  expect(begun).toEqual([run.view().import?.id]);
  expect(run.view()).toMatchObject({
    leftOut: [{ path: "a.jpg", reason: "kind" }],
    import: { state: "read" },
    isSending: false,
  });
});

it("does not read while a file is missing, sends only that again, then reads", async () => {
  const refused = new Set(["2.txt"]);
  const calls = serve(refused);
  const run = runOf();
  await run.add([file("1.txt"), file("2.txt"), file("3.txt")]);
  expect(calls).toEqual(["create", "1.txt", "3.txt"]);
  expect(run.view().files.map(({ state }) => state)).toEqual(["sent", "failed", "sent"]);
  refused.clear();
  await run.retry();
  expect(calls).toEqual(["create", "1.txt", "3.txt", "2.txt", "read"]);
});

it("goes on without the files that did not arrive when told to", async () => {
  const calls = serve(new Set(["2.txt"]));
  const run = runOf();
  await run.add([file("1.txt"), file("2.txt")]);
  await run.forgetFailed();
  expect(calls).toEqual(["create", "1.txt", "read"]);
  expect(run.view().import?.state).toBe("read");
});

it("begins nothing when no file can be read", async () => {
  const calls = serve(new Set());
  const run = runOf();
  await run.add([file("a.jpg"), file(".DS_Store")]);
  expect(calls).toEqual([]);
  expect(run.view()).toMatchObject({ import: null, files: [], leftOut: [{ path: "a.jpg" }] });
});

it("sends a long file in pieces, and after an interruption what had not arrived", async () => {
  const sent: [number, number][] = [];
  let refuseAt = 2 * PIECE_BYTES;
  serve(new Set());
  const answer = fetch;
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    const at = new URL(address, "http://localhost").searchParams.get("at");
    if (at === null) return answer(address, init);
    if (Number(at) === refuseAt) throw new TypeError("network");
    // What is sent is the piece that was cut out below.
    sent.push([Number(at), (init.body as Blob).size]);
    return Response.json({ number: 1, path: "corpus.jsonl", size: 1 });
  });
  const long = new File([], "corpus.jsonl");
  const size = UPLOAD_BYTES_MAX + 1;
  Object.defineProperty(long, "size", { value: size });
  Object.defineProperty(long, "slice", {
    value: (from: number, to: number) => ({ size: Math.min(to, size) - from, text: async () => "" }),
  });
  const run = new ImportRun({ projectId: project, endings: [".jsonl"], initial: null, onBegun: () => {} });
  await run.add([{ path: "corpus.jsonl", file: long }]);
  expect(run.view().files).toMatchObject([{ state: "failed", sent: 2 * PIECE_BYTES }]);
  refuseAt = -1;
  await run.retry();
  expect(sent.map(([at]) => at)).toEqual(sent.map((_, n) => n * PIECE_BYTES));
  expect(sent.reduce((sum, [, length]) => sum + length, 0)).toBe(size);
  expect(run.view()).toMatchObject({ files: [{ state: "sent", sent: size }], import: { state: "read" } });
});
