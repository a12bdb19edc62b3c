import { expect, it } from "vitest";
import { UPLOAD_BYTES_MAX } from "@/lib/contracts/imports";
import { filesOfInput, sortFiles } from "./import-files";

const endings = [".txt", ".zip"];
const chosen = (path: string, bytes = 3) => ({
  path,
  file: new File([new Uint8Array(bytes)], path.split("/").at(-1) ?? path),
});

it("keeps what can be read and says why the rest stays out", () => {
  const files = [chosen("a/One.TXT"), chosen("a/photo.jpg"), chosen("void.txt", 0), chosen("all.zip")];
  const { usable, leftOut } = sortFiles(files, endings);
  expect(usable.map(({ path }) => path)).toEqual(["a/One.TXT", "all.zip"]);
  expect(leftOut).toEqual([
    { path: "a/photo.jpg", reason: "kind" },
    { path: "void.txt", reason: "empty" },
  ]);
});

it("does not send what the server would refuse for its size", () => {
  const file = new File([], "long.txt");
  Object.defineProperty(file, "size", { value: UPLOAD_BYTES_MAX + 1 });
  expect(sortFiles([{ path: "long.txt", file }], endings).leftOut).toEqual([
    { path: "long.txt", reason: "size" },
  ]);
});

it("says nothing about files that the operating system put there", () => {
  const clutter = [".DS_Store", "a/.hidden/x.txt", "__MACOSX/a.txt", "a/Thumbs.db"].map((path) =>
    chosen(path),
  );
  expect(sortFiles(clutter, endings)).toEqual({ usable: [], leftOut: [] });
});

it("names a file of a chosen folder by its path in it", () => {
  const file = new File(["x"], "one.txt");
  Object.defineProperty(file, "webkitRelativePath", { value: "articles/one.txt" });
  expect(filesOfInput([file, new File(["y"], "two.txt")]).map(({ path }) => path)).toEqual([
    "articles/one.txt",
    "two.txt",
  ]);
});
