import { annotationConf, visualConf } from "./brat-config";
import { BratNames } from "./brat-names";
import { standoff } from "./brat-standoff";
import { type Codec, type CorpusFront, type Loss, LossReport } from "./codec";
import type { Corpus, CorpusAnnotation, CorpusDocument, CorpusHeader } from "./corpus";
import { escapeFormula } from "./formula";
import { jsonText } from "./json-text";
import { lineBreak, oneLine } from "./python-lines";
import { teamworkFrontLosses, teamworkLosses } from "./teamwork-losses";
import { type ArchiveFile, zipArchive } from "./zip-archive";

const encoder = new TextEncoder();
const file = (path: string, text: string): ArchiveFile => ({ path, bytes: encoder.encode(text) });
const row = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => escapeFormula(oneLine(`${cell ?? ""}`).replaceAll("\t", " "))).join("\t")}\n`;

const guidelines: Loss = {
  code: "scheme-guidelines",
  message:
    "brat's configuration has no place for guidelines, keys, line patterns and the history of the scheme",
};
const flatMetadata: Loss = {
  code: "line-break-in-metadata",
  message: "Tabs and line breaks in a document's metadata became spaces",
};
const review: Loss = {
  code: "review",
  message: "What reviewers think of an annotation is not in the files",
};
const decision: Loss = {
  code: "decision",
  message: "How the gold was decided, and from whose work, is not in the files",
};

const metadataColumns = [
  ...[
    "file",
    "set",
    "state",
    "submitted_at",
    "document_id",
    "title",
    "outlet",
    "publisher_country",
    "byline",
  ],
  ...[
    "credit",
    "url",
    "published_at",
    "language",
    "genre",
    "licence_note",
    "split",
    "created_by",
    "created_at",
  ],
  ...["updated_at", "length_in_code_points", "text_sha256"],
];

/** What `metadata.tsv` says of a document after its file, set and state. */
const metadataOf = ({ document: d }: CorpusDocument): (string | number | null)[] => [
  ...[d.id, d.title, d.outlet, d.publisherCountry, d.byline, d.credit, d.url, d.publishedAt, d.language],
  ...[d.genre, d.licenceNote, d.split, d.createdBy, d.createdAt, d.updatedAt, d.length, d.textSha256],
];

/** A document as one set has it. Without any set it comes once, with no annotations. */
type Share = { readonly setId: string | null; readonly annotations: readonly CorpusAnnotation[] };

function sharesOf({ sets }: CorpusHeader, { assignments, annotations }: CorpusDocument): readonly Share[] {
  const bySet = new Map<string, CorpusAnnotation[]>();
  const present = new Set(assignments.map(({ setId }) => setId));
  for (const annotation of annotations) {
    present.add(annotation.setId);
    const own = bySet.get(annotation.setId);
    if (own) own.push(annotation);
    else bySet.set(annotation.setId, [annotation]);
  }
  const shares = sets
    .filter(({ id }) => present.has(id))
    .map(({ id }) => ({ setId: id, annotations: bySet.get(id) ?? [] }));
  return shares.length > 0 ? shares : [{ setId: null, annotations: [] }];
}

function documentLosses(item: CorpusDocument): Loss[] {
  const isFlattened = metadataOf(item).some(
    (cell) => typeof cell === "string" && (lineBreak.test(cell) || cell.includes("\t")),
  );
  return [
    ...(isFlattened ? [flatMetadata] : []),
    ...item.reviews.map(() => review),
    ...item.decisions.map(() => decision),
    ...teamworkLosses(item),
  ];
}

function losses(header: CorpusHeader, item: CorpusDocument): Loss[] {
  const names = new BratNames(header);
  const shares = sharesOf(header, item);
  return [
    ...documentLosses(item),
    ...shares.flatMap((share) => standoff(header, names, new Map(), share.annotations).losses),
  ];
}

const frontLosses = (front: CorpusFront): Loss[] => [guidelines, ...teamworkFrontLosses(front)];

async function* files(corpus: Corpus): AsyncGenerator<ArchiveFile> {
  const { header, entities, documents } = corpus;
  const names = new BratNames(header);
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const report = new LossReport();
  report.add(frontLosses(corpus));
  yield file("README.txt", readme(header, names));
  yield file("annotation.conf", annotationConf(header, names));
  yield file("visual.conf", visualConf(header, names));
  yield file(
    "entities.jsonl",
    entities.map(({ deletedAt: _, ...entity }) => `${jsonText(entity)}\n`).join(""),
  );
  // The one thing that grows with the corpus besides the archive's own directory: a line for each file.
  const metadata: string[] = [row(metadataColumns)];
  const counts = { documents: 0, annotations: 0 };
  for await (const item of documents) {
    counts.documents++;
    counts.annotations += item.annotations.length;
    report.add(documentLosses(item));
    const stem = names.file(item.document.id, item.document.title);
    for (const { setId, annotations } of sharesOf(header, item)) {
      const path = `${setId === null ? "unassigned" : names.folder(setId)}/${stem}`;
      const { lines, losses } = standoff(header, names, byId, annotations);
      report.add(losses);
      yield file(`${path}.txt`, item.document.text);
      yield file(`${path}.ann`, lines.map((line) => `${line}\n`).join(""));
      const assignment = item.assignments.find((each) => each.setId === setId);
      const setName = header.sets.find(({ id }) => id === setId)?.name ?? "";
      const state = [assignment?.state ?? "", assignment?.submittedAt ?? ""];
      metadata.push(row([`${path}.txt`, setName, ...state, ...metadataOf(item)]));
    }
  }
  yield file("metadata.tsv", metadata.join(""));
  yield file("export-report.json", exportReport(header, names, counts, report));
}

function exportReport(
  { project, schemeVersion, selection, sets }: CorpusHeader,
  names: BratNames,
  counts: { readonly documents: number; readonly annotations: number },
  report: LossReport,
): string {
  const content = {
    format: "brat standoff",
    offsetUnit: "code points",
    project: { id: project.id, name: project.name, blind: project.blind },
    schemeVersion,
    selection: { set: selection.set, status: selection.status, split: selection.split },
    sets: sets.map(({ id, kind, name, userId }) => ({ folder: names.folder(id), id, kind, name, userId })),
    counts,
    names: names.table(),
    losses: report.counts(),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function readme({ project, selection, sets }: CorpusHeader, names: BratNames): string {
  return [
    `${oneLine(project.name)}: annotations in brat standoff format`,
    "",
    `Selection: set ${oneLine(selection.set)}, status ${oneLine(selection.status)}, split ${oneLine(selection.split)}.`,
    "",
    "Each folder is one set of annotations, with the texts (.txt) and their annotations (.ann):",
    ...sets.map(({ id, kind, name }) => `  ${names.folder(id)}/  ${oneLine(name)} (${kind})`),
    "  unassigned/  texts that no set has",
    "",
    "Offsets count Unicode code points from 0; the end is not included. Texts are UTF-8 with line feeds,",
    "without a byte order mark; metadata.tsv has the SHA-256 of each.",
    "A span over the end of a line is cut into fragments there, as brat does. The text of a discontinuous",
    "annotation is its fragments joined by one space.",
    "N lines point to entities: Concord:<id> is a line of entities.jsonl.",
    "Text attributes are # lines with the attribute's name; notes are AnnotatorNotes.",
    "Cells of metadata.tsv that a spreadsheet might run as a formula begin with an apostrophe.",
    "export-report.json tells what was renamed and what could not be carried.",
    "",
  ].join("\n");
}

/** brat standoff in a zip: a folder for each set, with the configuration that brat needs to show it. */
export const brat = {
  id: "brat",
  title: "brat standoff",
  summary: "Texts and annotations as brat reads them, one folder for each annotator, in a zip archive.",
  extension: "zip",
  mediaType: "application/zip",
  offsetUnit: "code points",
  frontLosses,
  losses,
  write: (corpus) => zipArchive(files(corpus)),
} as const satisfies Codec;
