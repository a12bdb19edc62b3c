import "server-only";
import { extractLimits } from "./extract-limits";
import { type ExtractableFile, type ExtractedProblem, problemItem } from "./extracted-item";
import { fileKind } from "./file-kind";
import { zipEntries } from "./zip-entries";

/** The files of an archive, or the file itself. Archives inside archives come out as files and stay closed. */
export async function* unpackFiles(
  file: ExtractableFile,
): AsyncGenerator<ExtractableFile | ExtractedProblem> {
  const known = fileKind(file);
  if (!known.ok || known.kind !== "zip" || file.bytes.length > extractLimits.fileBytesMax) {
    yield file;
    return;
  }
  let isEmpty = true;
  for await (const entry of zipEntries(file.bytes)) {
    isEmpty = false;
    const path = entry.path === null ? file.path : `${file.path}/${entry.path}`;
    if (entry.state === "problem") yield problemItem({ path }, entry.reason.code, entry.reason.message);
    else yield { path, bytes: entry.bytes };
  }
  if (isEmpty) yield problemItem({ path: file.path }, "empty", "The archive is empty.");
}
