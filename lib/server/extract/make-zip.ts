import "server-only";
import { crc32, deflateRawSync } from "node:zlib";

/** An entry of a zip made for a test. Whatever is stated here is written, true or not. */
export type ZipPart = {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  readonly stored?: boolean;
  /** Unix file mode, for links and devices. */
  readonly mode?: number;
  readonly flags?: number;
  readonly statedSize?: number;
  readonly statedSum?: number;
  /** Points the list of files at the bytes of an earlier entry instead of writing new ones. */
  readonly sharesWith?: number;
};

/** A zip file byte by byte, since no honest library writes what the tests need. */
export function makeZip(parts: readonly ZipPart[], statedEntries = parts.length): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  const offsets: number[] = [];
  // Tests repeat large contents, and packing them is what takes the time.
  const packs = new Map<ZipPart["content"], Buffer>();
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const content = Buffer.from(part.content ?? "");
    const packed = part.stored ? content : (packs.get(part.content) ?? deflateRawSync(content, { level: 1 }));
    if (!part.stored) packs.set(part.content, packed);
    const shared = part.sharesWith === undefined ? undefined : offsets[part.sharesWith];
    const at = shared ?? offset;
    const fields = header(part, content, packed, name.length);
    offsets.push(at);
    if (shared === undefined) {
      const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), fields, name, packed]);
      locals.push(local);
      offset += local.length;
    }
    const listed = Buffer.alloc(46);
    listed.writeUInt32LE(0x02014b50, 0);
    listed.writeUInt16LE(part.mode === undefined ? 20 : (3 << 8) | 20, 4);
    fields.copy(listed, 6);
    listed.writeUInt32LE(((part.mode ?? 0) << 16) >>> 0, 38);
    listed.writeUInt32LE(at, 42);
    central.push(listed, name);
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(statedEntries & 0xffff, 8);
  end.writeUInt16LE(statedEntries & 0xffff, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}

function header(part: ZipPart, content: Buffer, packed: Buffer, nameLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(part.flags ?? 0, 2);
  fields.writeUInt16LE(part.stored ? 0 : 8, 4);
  fields.writeUInt32LE(part.statedSum ?? crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(part.statedSize ?? content.length, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}
