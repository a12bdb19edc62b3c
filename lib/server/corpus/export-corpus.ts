import "server-only";
import type { ExportSelection } from "@/lib/contracts/exports";
import type { Codec } from "@/lib/formats/codec";
import { codecOf } from "@/lib/formats/registry";
import { audit } from "../audit/write";
import type { Scope } from "../authorize";
import { db } from "../database";
import type { CorpusSelection } from "./corpus-selection";
import { exportFileName } from "./export-file-name";
import { takeExportSlot } from "./export-slots";
import { nodeSha256 } from "./node-sha256";
import { type OpenCorpus, openCorpus } from "./open-corpus";

export type ExportedFile = {
  readonly fileName: string;
  readonly mediaType: string;
  /** The file in pieces. Reading them to the end, or leaving early, ends the export. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** For who never begins to read. */
  close(): Promise<void>;
};

/** Opens an export: a file that is made while it is read. Who exported what is kept in the audit log. */
export async function exportCorpus(
  scope: Scope<"corpus.export">,
  { format, ...selection }: ExportSelection,
): Promise<ExportedFile> {
  const codec = requireCodec(format);
  const release = takeExportSlot(scope.principal.userId);
  const { corpus, close } = await openAudited(scope, codec, selection, release);
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      yield* codec.write(corpus, nodeSha256());
    } finally {
      await close();
    }
  }
  return {
    fileName: exportFileName(corpus.header.project.name, selection, codec),
    mediaType: codec.mediaType,
    bytes: bytes(),
    close,
  };
}

/** The corpus, and that it was opened in the audit log. However it ends, the caller's place is given back. */
async function openAudited(
  scope: Scope<"corpus.export">,
  codec: Codec,
  selection: CorpusSelection,
  release: () => void,
): Promise<OpenCorpus> {
  try {
    const { corpus, close } = await openCorpus(scope, selection, codec);
    const end = () => close().finally(release);
    await audit(db(), scope, {
      kind: "corpus.exported",
      outcome: "ok",
      projectId: scope.projectId,
      details: { format: codec.id, ...selection },
    }).catch(async (error) => {
      await end();
      throw error;
    });
    return { corpus, close: end };
  } catch (error) {
    release();
    throw error;
  }
}

/** The contract names the same formats as the registry; a format of one only is a bug. */
export function requireCodec(format: ExportSelection["format"]): Codec {
  const codec = codecOf(format);
  if (!codec) throw new Error(`No codec writes ${format}`);
  return codec;
}
