import "server-only";
import type { z } from "zod";
import type { listAgreementPairings as declared } from "@/lib/contracts/agreement";
import type { Coding } from "@/lib/domain/agreement/coding";
import { LabelSets } from "@/lib/domain/agreement/label-sets";
import { PreparedDocument } from "@/lib/domain/agreement/prepared-document";
import { OffsetMap, sliceCodePoints } from "@/lib/domain/text/offsets";
import { invalid } from "../app-error";
import { Snapshot } from "../corpus/snapshot";
import { connect } from "../database";
import { type CodedRow, codingsOf } from "./coded-row";
import { type Reader, readReport } from "./read";
import { readCodedDocuments, readOutline } from "./read-coded-documents";

type Query = z.output<NonNullable<(typeof declared)["query"]>>;
type Page = z.output<(typeof declared)["returns"]>;
type Item = Page["items"][number];

/** A page looks at so many documents at most: where a cell is nearly empty, pages can be short, or empty. */
const DOCUMENTS_MAX = 500;

/** The marks behind one cell of a confusion matrix, found in the work as it is now. */
export async function listPairings(scope: Reader, reportId: string, query: Query): Promise<Page> {
  const { options } = await readReport(scope, reportId);
  const from = startOf(query.cursor);
  const snapshot = await Snapshot.open(() => connect("replica"));
  try {
    const { documents } = await readOutline(snapshot, scope.projectId, options);
    const first = from === null ? 0 : documents.findIndex(({ id }) => id >= from.document);
    const looked = first < 0 ? [] : documents.slice(first, first + DOCUMENTS_MAX);
    const items: Item[] = [];
    const numbered = looked.map(({ id }, period) => ({ id, period }));
    for await (const batch of readCodedDocuments(snapshot, scope.projectId, options, numbered))
      for (const document of batch) {
        const skipped = document.id === from?.document ? from.skipped : 0;
        const found = pairingsOf(document, query).slice(skipped);
        const room = query.limit - items.length;
        items.push(...found.slice(0, room));
        if (found.length > room) return { items, nextCursor: `${document.id}.${skipped + room}` };
      }
    const next = first < 0 ? undefined : documents[first + DOCUMENTS_MAX];
    return { items, nextCursor: next ? `${next.id}.0` : null };
  } finally {
    await snapshot.close();
  }
}

function startOf(cursor: string | undefined): { document: string; skipped: number } | null {
  if (cursor === undefined) return null;
  const [, document, skipped] =
    /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,9})$/.exec(cursor) ?? [];
  if (document === undefined) throw invalid("cursor", "Not a cursor of this list");
  return { document, skipped: Number(skipped) };
}

function pairingsOf(row: CodedRow, query: Query): Item[] {
  const { id, text, title } = row;
  const codings = codingsOf(row);
  const of = (coder: string) => codings.find((coding) => coding.coder === coder);
  const [a, b] = [of(query.a), of(query.b)];
  if (!a || !b) return [];
  const tags = [...new Set([...a.units, ...b.units].map(({ tag }) => tag))].sort();
  const places = new Map(tags.map((tag, at) => [tag, at]));
  const coders = new Map([
    [query.a, 0],
    [query.b, 1],
  ]);
  const prepared = new PreparedDocument(
    { id, length: 0, tokens: [], codings: [a, b] },
    coders,
    places,
    new LabelSets(),
  );
  const shown = shower(text);
  return prepared
    .matches(0, 1)
    .filter((match) => isAsked(match.a, query.row, tags) && isAsked(match.b, query.column, tags))
    .map((match) => ({
      documentId: id,
      documentTitle: title,
      a: match.a && shown(a, match.a.id),
      b: match.b && shown(b, match.b.id),
    }));
}

const isAsked = (mark: { tag: number } | null, tag: string | undefined, tags: readonly string[]): boolean =>
  mark === null ? tag === undefined : tags[mark.tag] === tag;

/** Shows marks of a text with the words that they cover. */
function shower(text: string): (coding: Coding, id: string) => NonNullable<Item["a"]> {
  const map = new OffsetMap(text);
  return ({ units }, id) => {
    const unit = units.find((one) => one.id === id);
    const spans = (unit?.spans ?? []).map(({ start, end }) => ({
      start,
      end,
      quote: sliceCodePoints(text, map, start, end),
    }));
    return { id, tag: unit?.tag ?? "", spans };
  };
}
