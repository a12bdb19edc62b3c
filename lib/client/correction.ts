import { uuidv7 } from "uuidv7";
import { deleteAnnotation, restoreAnnotation, updateAnnotation } from "@/lib/contracts/annotations";
import { type Attributes, type SpanAnnotation, sameAttributes } from "@/lib/domain/annotation/annotation";
import { tagOf } from "@/lib/domain/scheme/scheme";
import { type Span, sameSpans } from "@/lib/domain/span/span";
import { api } from "./api";
import type { ReaderSession } from "./reader-session";

/** What a lead makes of a teammate's mark. */
export type Corrected = {
  readonly tag: string;
  readonly spans: readonly Span[];
  readonly attributes: Attributes;
};

export const isCorrection = (mark: SpanAnnotation, { tag, spans, attributes }: Corrected): boolean =>
  tag !== mark.tag || !sameSpans(spans, mark.spans) || !sameAttributes(attributes, mark.attributes);

/** Attributes that a tag has: those of another tag would be refused. */
export function attributesFor({ store }: ReaderSession, tag: string, attributes: Attributes): Attributes {
  const known = new Set(tagOf(store.scheme, tag)?.attributes.map(({ key }) => key));
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => known.has(key)));
}

/**
 * Changes a teammate's mark in its own set, under the lead's own name. Throws what the server refuses. Answers how
 * to take it back.
 */
export async function correct(
  session: ReaderSession,
  mark: SpanAnnotation,
  { tag, spans, attributes }: Corrected,
): Promise<() => Promise<void>> {
  const set = (revision: number, next: Corrected) =>
    api(updateAnnotation, {
      params: paramsOf(session, mark),
      body: {
        revision,
        opId: uuidv7(),
        tag: next.tag,
        spans: next.spans.map(({ start, end }) => ({ start, end })),
        attributes: { ...next.attributes },
      },
    });
  const row = await set(mark.revision, { tag, spans, attributes });
  session.store.receive(row);
  return async () => session.store.receive(await set(row.revision, mark));
}

/** Removes a teammate's mark, with the relations that hang on it. Answers how to bring it back. */
export async function removeTeammates(
  session: ReaderSession,
  mark: SpanAnnotation,
): Promise<() => Promise<void>> {
  const params = paramsOf(session, mark);
  const row = await api(deleteAnnotation, {
    params,
    query: { revision: mark.revision, opId: uuidv7() },
  });
  session.store.receive(row);
  return async () =>
    session.store.receive(
      await api(restoreAnnotation, { params, body: { revision: row.revision, opId: uuidv7() } }),
    );
}

const paramsOf = ({ place }: ReaderSession, { id }: SpanAnnotation) => ({
  project: place.projectId,
  document: place.documentId,
  annotation: id,
});
