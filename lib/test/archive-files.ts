import { fromBuffer } from "yauzl";
import { joinBytes } from "@/lib/formats/join-bytes";

/** The files of a zip archive by path, in the archive's order, as another library reads them. For tests. */
export function archiveFiles(archive: Uint8Array): Promise<Map<string, Uint8Array>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, Uint8Array>();
    fromBuffer(Buffer.from(archive), { lazyEntries: true }, (problem, zip) => {
      if (problem) return reject(problem);
      zip.on("error", reject);
      zip.on("end", () => resolve(files));
      zip.on("entry", (entry) => {
        zip.openReadStream(entry, (streamProblem, stream) => {
          if (streamProblem) return reject(streamProblem);
          const chunks: Uint8Array[] = [];
          stream.on("data", (chunk: Uint8Array) => chunks.push(chunk));
          stream.on("error", reject);
          stream.on("end", () => {
            files.set(entry.fileName, joinBytes(chunks));
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}
