import "server-only";

/** The header of a native export lists a scheme, so it is longer than an article's metadata; still one line. */
const headerBytesMax = 4 * 1024 * 1024;

/** Whether a JSONL file is a corpus exported by Concord, which is imported whole instead of line by line. */
export function isNativeCorpus(bytes: Uint8Array): boolean {
  const end = bytes.indexOf(0x0a);
  if (end > headerBytesMax || (end === -1 && bytes.length > headerBytesMax)) return false;
  try {
    const header: unknown = JSON.parse(
      new TextDecoder().decode(bytes.subarray(0, end === -1 ? undefined : end)),
    );
    return (
      typeof header === "object" &&
      header !== null &&
      Object.hasOwn(header, "type") &&
      Object.hasOwn(header, "concord")
    );
  } catch {
    // Not JSON, so not ours; what it is instead is for the reader of its format to say.
    return false;
  }
}
