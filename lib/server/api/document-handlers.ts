import "server-only";
import { nextDocument } from "../assignments/read";
import { reopenDocument, submitDocument } from "../assignments/write";
import * as read from "../documents/read";
import * as write from "../documents/write";
import { attachment, plainFileName } from "../download";
import { Existing, type Handlers } from "./handler";

const documentIn = (params: Readonly<Record<string, string>>): string => params.document ?? "";

export const documentHandlers = {
  async createDocument({ scope, body }) {
    const { document, isNew } = await write.createDocument(scope, body);
    return isNew ? document : new Existing(document);
  },
  listDocuments: ({ scope, query }) => read.listDocuments(scope, query),
  nextDocument: ({ scope, query }) => nextDocument(scope, query.after),
  documentFacets: ({ scope }) => read.documentFacets(scope),
  readDocument: ({ scope, params }) => read.readDocument(scope, documentIn(params)),
  updateDocument: ({ scope, params, body }) => write.updateDocument(scope, documentIn(params), body),
  deleteDocument: ({ scope, params, query }) =>
    write.moveDocument(scope, "delete", documentIn(params), query.revision),
  restoreDocument: ({ scope, params }) => write.moveDocument(scope, "restore", documentIn(params)),
  submitDocument: ({ scope, params }) => submitDocument(scope, documentIn(params)),
  reopenDocument: ({ scope, params, body }) => reopenDocument(scope, documentIn(params), body?.setId),
  async readText({ scope, params }) {
    const { title, text } = await read.readDocument(scope, documentIn(params));
    return new Response(text, {
      headers: attachment(`${plainFileName(title) || "document"}.txt`, "text/plain; charset=utf-8"),
    });
  },
} satisfies Handlers<
  | "createDocument"
  | "listDocuments"
  | "nextDocument"
  | "documentFacets"
  | "readDocument"
  | "updateDocument"
  | "deleteDocument"
  | "restoreDocument"
  | "submitDocument"
  | "reopenDocument"
  | "readText"
>;
