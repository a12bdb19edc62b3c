import "server-only";
import type { z } from "zod";
import type { previewExport as declared, ExportSelection } from "@/lib/contracts/exports";
import { relationTypeOf, type Scheme, tagOf } from "@/lib/domain/scheme/scheme";
import { type Codec, LossReport } from "@/lib/formats/codec";
import type { Corpus, CorpusDocument } from "@/lib/formats/corpus";
import type { Scope } from "../authorize";
import { requireCodec } from "./export-corpus";
import { exportFileName } from "./export-file-name";
import { countCorpus, openCorpus } from "./open-corpus";
import { sampleText } from "./sample-text";

/** As far as losses are counted while a person waits. */
const DOCUMENTS_MAX = 500;
const UNITS_MAX = 4_000_000;
const SAMPLE_DOCUMENTS = 2;

/** What an export would hold, what its format can't carry, and how it begins. */
export async function previewExport(
  scope: Scope<"corpus.export">,
  { format, ...selection }: ExportSelection,
): Promise<z.input<(typeof declared)["returns"]>> {
  const codec = requireCodec(format);
  const counts = await countCorpus(scope, selection);
  const { corpus, close } = await openCorpus(scope, selection, codec);
  try {
    const { losses, lossesFrom, samples } = await look(codec, corpus);
    return {
      documents: counts.documents,
      annotations: counts.bySet.reduce((sum, { count }) => sum + count, 0),
      byTag: counts.byTag.map(({ kind, tag, count }) => ({
        ...{ kind, tag, annotations: count },
        title: titleOf(corpus.header.scheme, kind, tag),
      })),
      sets: counts.bySet.map(({ id, setKind, name, count }) => ({
        ...{ id, kind: setKind, name, annotations: count },
      })),
      losses,
      lossesFrom,
      offsetUnit: codec.offsetUnit,
      fileName: exportFileName(corpus.header.project.name, selection, codec),
      sample: await sampleText(codec, few(corpus, samples)),
    };
  } finally {
    await close();
  }
}

const titleOf = (scheme: Scheme, kind: string, tag: string): string =>
  (kind === "relation" ? relationTypeOf(scheme, tag) : tagOf(scheme, tag))?.title ?? tag;

/** Counts losses over the first documents, and keeps some that have annotations to show. */
async function look(codec: Codec, corpus: Corpus) {
  const report = new LossReport();
  report.add(codec.frontLosses(corpus));
  const first: CorpusDocument[] = [];
  const marked: CorpusDocument[] = [];
  let lossesFrom = 0;
  let units = 0;
  for await (const item of corpus.documents) {
    report.add(codec.losses(corpus.header, item));
    lossesFrom++;
    units += item.document.text.length;
    if (first.length < SAMPLE_DOCUMENTS) first.push(item);
    if (marked.length < SAMPLE_DOCUMENTS && item.annotations.length > 0) marked.push(item);
    if (lossesFrom >= DOCUMENTS_MAX || units >= UNITS_MAX) break;
  }
  return { losses: report.counts(), lossesFrom, samples: marked.length > 0 ? marked : first };
}

/** The same corpus with these documents only, and the entities they cite. */
function few(corpus: Corpus, items: readonly CorpusDocument[]): Corpus {
  const cited = new Set(
    items.flatMap(({ annotations }) => annotations.map((one) => (one.kind === "span" ? one.entityId : null))),
  );
  async function* documents() {
    yield* items;
  }
  return {
    ...corpus,
    entities: corpus.entities.filter(({ id }) => cited.has(id)),
    documents: documents(),
  };
}
