import "server-only";
import { listDisplacements } from "../displacements/read";
import { resolveDisplacements } from "../displacements/write";
import { listRevisions } from "../revisions/read";
import { correctDocument, previewRevision } from "../revisions/write";
import { Existing, type Handlers } from "./handler";

const documentIn = (params: Readonly<Record<string, string>>): string => params.document ?? "";

export const revisionHandlers = {
  async correctDocument({ scope, params, body }) {
    const { document, isNew } = await correctDocument(scope, documentIn(params), body);
    return isNew ? document : new Existing(document);
  },
  previewRevision: ({ scope, params, body }) => previewRevision(scope, documentIn(params), body),
  listRevisions: ({ scope, params, query }) => listRevisions(scope, documentIn(params), query),
  listDisplacements: ({ scope, params, query }) => listDisplacements(scope, documentIn(params), query),
  async resolveDisplacements({ scope, params, body }) {
    return { items: await resolveDisplacements(scope, documentIn(params), body.items, body.opId) };
  },
} satisfies Handlers<
  "correctDocument" | "previewRevision" | "listRevisions" | "listDisplacements" | "resolveDisplacements"
>;
