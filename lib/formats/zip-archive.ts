import { joinBytes } from "./join-bytes";

export type ArchiveFile = { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** What the directory at the end must say of a file that has been written. */
type Entry = {
  readonly path: Uint8Array;
  readonly method: typeof stored | typeof deflated;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
};

const versionPlain = 20;
const version64 = 45;
const nameIsUtf8 = 1 << 11;
const stored = 0;
const deflated = 8;
/** 1 January 1980, midnight: the first date that the format has. A clock would make equal archives differ. */
const fixedDate = (1 << 5) | 1;
const unixRegularFile = 0o100644 * 2 ** 16;
const madeByUnix = 3 << 8;
const max16 = 0xffff;
const max32 = 0xffffffff;

/**
 * A zip archive as its files come, one file in memory at a time. Equal files give equal bytes.
 *
 * Written out because an archive has two entries for every document: the usual library looks through all earlier
 * entries at each new one, and cannot be made to wait for its reader.
 */
export async function* zipArchive(files: AsyncIterable<ArchiveFile>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const entries: Entry[] = [];
  let offset = 0;
  for await (const { path, bytes } of files) {
    // Files without annotations are many and empty.
    const content = bytes.length > 0 ? await deflate(bytes) : bytes;
    const entry: Entry = {
      path: encoder.encode(path),
      method: bytes.length > 0 ? deflated : stored,
      crc: crc32(bytes),
      compressed: content.length,
      size: bytes.length,
      offset,
    };
    entries.push(entry);
    const head = localHeader(entry);
    yield head;
    yield content;
    offset += head.length + content.length;
  }
  const directoryStart = offset;
  for (const entry of entries) {
    const record = directoryRecord(entry);
    yield record;
    offset += record.length;
  }
  yield archiveEnd(entries.length, directoryStart, offset - directoryStart);
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new CompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const chunks: Uint8Array[] = [];
  const reader = stream.readable.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
  await written;
  return joinBytes(chunks);
}

type Numbers = readonly (readonly [value: number, width: 2 | 4 | 8])[];

/** Numbers in little-endian order: `[value, width in bytes]`. */
function packed(fields: Numbers, tail?: Uint8Array): Uint8Array {
  const width = fields.reduce((sum, [, bytes]) => sum + bytes, 0);
  const bytes = new Uint8Array(width + (tail?.length ?? 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, fieldWidth] of fields) {
    if (fieldWidth === 2) view.setUint16(at, value, true);
    else if (fieldWidth === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += fieldWidth;
  }
  if (tail) bytes.set(tail, at);
  return bytes;
}

/** What a file's own header and the directory both say of it. */
const facts = ({ path, method, crc, compressed, size }: Entry): Numbers => [
  [nameIsUtf8, 2],
  [method, 2],
  [0, 2],
  [fixedDate, 2],
  [crc, 4],
  [compressed, 4],
  [size, 4],
  [path.length, 2],
];

/** One file is far below 4 GiB, so that only its place in the archive can need the wide form. */
const localHeader = (entry: Entry): Uint8Array =>
  packed([[0x04034b50, 4], [versionPlain, 2], ...facts(entry), [0, 2]], entry.path);

function directoryRecord(entry: Entry): Uint8Array {
  const { path, offset } = entry;
  const isFar = offset >= max32;
  const wide = isFar
    ? packed([
        [0x0001, 2],
        [8, 2],
        [offset, 8],
      ])
    : new Uint8Array();
  const tail = new Uint8Array(path.length + wide.length);
  tail.set(path);
  tail.set(wide, path.length);
  return packed(
    [
      [0x02014b50, 4],
      [madeByUnix | (isFar ? version64 : versionPlain), 2],
      [isFar ? version64 : versionPlain, 2],
      ...facts(entry),
      [wide.length, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [unixRegularFile, 4],
      [isFar ? max32 : offset, 4],
    ],
    tail,
  );
}

/** The end of the archive; before it, where 16 or 32 bits cannot say it, the same in 64. */
export function archiveEnd(count: number, start: number, length: number): Uint8Array {
  const end = packed([
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [Math.min(count, max16), 2],
    [Math.min(count, max16), 2],
    [Math.min(length, max32), 4],
    [Math.min(start, max32), 4],
    [0, 2],
  ]);
  if (count < max16 && start < max32 && length < max32) return end;
  return packed(
    [
      [0x06064b50, 4],
      [44, 8],
      [madeByUnix | version64, 2],
      [version64, 2],
      [0, 4],
      [0, 4],
      [count, 8],
      [count, 8],
      [length, 8],
      [start, 8],
      [0x07064b50, 4],
      [0, 4],
      [start + length, 8],
      [1, 4],
    ],
    end,
  );
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = max32;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ max32) >>> 0;
}
