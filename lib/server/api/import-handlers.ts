import "server-only";
import { UPLOAD_BYTES_MAX } from "@/lib/contracts/imports";
import { addImportPiece } from "../imports/add-piece";
import * as read from "../imports/read";
import * as write from "../imports/write";
import { Existing, type Handlers } from "./handler";
import { bytesOf } from "./request-body";

const importIn = (params: Readonly<Record<string, string>>): string => params.import ?? "";

export const importHandlers = {
  async createImport({ scope, body }) {
    const { import: made, isNew } = await write.createImport(scope, body);
    return isNew ? made : new Existing(made);
  },
  listImports: ({ scope, query }) => read.listImports(scope, query),
  readImport: ({ scope, params }) => read.readImport(scope, importIn(params)),
  async uploadImportFile({ scope, params, query, request }) {
    // A file for an import that isn't there is not worth waiting for.
    await read.readImport(scope, importIn(params));
    const bytes = await bytesOf(request, UPLOAD_BYTES_MAX);
    return addImportPiece(scope, importIn(params), query, bytes);
  },
  readImportFiles: ({ scope, params, body }) => write.readImportFiles(scope, importIn(params), body?.options),
  startImport: ({ scope, params }) => write.startImport(scope, importIn(params)),
  cancelImport: ({ scope, params }) => write.cancelImport(scope, importIn(params)),
  listImportItems: ({ scope, params, query }) => read.listImportItems(scope, importIn(params), query),
} satisfies Handlers<
  | "createImport"
  | "listImports"
  | "readImport"
  | "uploadImportFile"
  | "readImportFiles"
  | "startImport"
  | "cancelImport"
  | "listImportItems"
>;
