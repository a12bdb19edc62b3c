import { type AnnotationResource, readAnnotation } from "@/lib/contracts/annotations";
import { type ReaderState, readReader, readText } from "@/lib/contracts/documents";
import { listRevisions } from "@/lib/contracts/revisions";
import { addressOf, api } from "./api";
import type { Place } from "./outbox";

const exact = new TextDecoder("utf-8", { ignoreBOM: true });

/** The whole text of a document and everything that is drawn on it. Throws with words for people. */
export async function fetchDocument({
  projectId,
  documentId,
  set,
}: Place): Promise<{ text: string; state: ReaderState }> {
  const params = { project: projectId, document: documentId };
  const [text, state] = await Promise.all([
    fetchText(addressOf(readText, { params })),
    api(readReader, { params, query: set ? { set } : {} }),
  ]);
  return { text, state };
}

/** The newest revision of a document's text, which may be the document itself. */
export async function newestRevision({ projectId, documentId }: Place): Promise<string | null> {
  const params = { project: projectId, document: documentId };
  const { items } = await api(listRevisions, { params, query: { limit: 1 } });
  return items.find(({ isNewest }) => isNewest)?.id ?? null;
}

/** A text exactly as it is, to the last character. Throws with words for people. */
export async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The text could not be read (${response.status})`);
  // Not text(): that drops a byte order mark, which here is a character of the text like any other.
  return exact.decode(await response.arrayBuffer());
}

/** These annotations, removed ones too. What can't be read is left out: its steps say later that they can't be taken back. */
export async function fetchAnnotations(
  { projectId, documentId }: Place,
  ids: readonly string[],
): Promise<AnnotationResource[]> {
  const params = { project: projectId, document: documentId };
  const read = (id: string) => api(readAnnotation, { params: { ...params, annotation: id } });
  const rows = await Promise.all(ids.map((id) => read(id).catch(() => null)));
  return rows.flatMap((row) => row ?? []);
}
