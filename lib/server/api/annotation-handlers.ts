import "server-only";
import { ChangeNumber } from "@/lib/contracts/entities";
import { schemeStyle } from "@/lib/domain/scheme/scheme-style";
import * as read from "../annotations/read";
import * as write from "../annotations/write";
import { AppError } from "../app-error";
import { authorize } from "../authorize";
import { changeFeed } from "../changes/feed";
import { listChanges } from "../changes/read";
import { readDocumentSets } from "../comparison/read";
import { readReader } from "../reader/read";
import { readScheme } from "../schemes/read";
import { isLive } from "../sessions/read";
import { Existing, type Handlers } from "./handler";

const documentIn = (params: Readonly<Record<string, string>>): string => params.document ?? "";
const annotationIn = (params: Readonly<Record<string, string>>): string => params.annotation ?? "";

/** DELETE carries the revision in the query or, for clients that prefer it, in a body. */
function revisionOf(...given: ({ revision?: number | undefined } | undefined)[]): number {
  const revision = given.find((one) => one?.revision !== undefined)?.revision;
  if (revision === undefined)
    throw new AppError("invalid_input", "Name the revision you read", {
      issues: [{ field: "revision", message: "Name the revision you read" }],
    });
  return revision;
}

/** What a browser saw last before its line broke. A header that is no such number is nobody's. */
const lastSeen = (request: Request): string | undefined =>
  ChangeNumber.safeParse(request.headers.get("last-event-id")).data;

export const annotationHandlers = {
  async createAnnotation({ scope, params, query, body }) {
    const { annotation, isNew } = await write.createAnnotation(scope, documentIn(params), body, query.set);
    return isNew ? annotation : new Existing(annotation);
  },
  async batchAnnotations({ scope, params, body }) {
    const { annotations, opId, set } = body;
    return { items: await write.batchAnnotations(scope, documentIn(params), annotations, opId, set) };
  },
  listAnnotations: ({ scope, params, query }) => read.listAnnotations(scope, documentIn(params), query),
  readAnnotation: ({ scope, params }) => read.readAnnotation(scope, documentIn(params), annotationIn(params)),
  updateAnnotation: ({ scope, params, body }) =>
    write.updateAnnotation(scope, documentIn(params), annotationIn(params), body),
  deleteAnnotation: ({ scope, params, query, body }) =>
    write.moveAnnotation(scope, documentIn(params), "delete", annotationIn(params), {
      revision: revisionOf(query, body),
      opId: query.opId ?? body?.opId,
    }),
  restoreAnnotation: ({ scope, params, body }) =>
    write.moveAnnotation(scope, documentIn(params), "restore", annotationIn(params), body),
  readReader: ({ scope, params, query }) => readReader(scope, documentIn(params), { set: query.set }),
  readDocumentSets: ({ scope, params }) => readDocumentSets(scope, documentIn(params)),
  async readSchemeStyle({ scope, query }) {
    const scheme = await readScheme(scope, query.version);
    return new Response(schemeStyle(scheme), {
      headers: {
        "content-type": "text/css; charset=utf-8",
        // A version never changes.
        "cache-control": "private, max-age=31536000, immutable",
      },
    });
  },
  async listChanges({ scope, query, request }) {
    if (!request.headers.get("accept")?.includes("text/event-stream"))
      return Response.json(await listChanges(scope, query));
    return changeFeed(
      async () => {
        if (!(await isLive(scope.principal)))
          throw new AppError("unauthenticated", "This session has ended.");
        return authorize("change.read", scope);
      },
      {
        since: lastSeen(request) ?? query.since ?? "0",
        document: query.document,
        signal: request.signal,
      },
    );
  },
} satisfies Handlers<
  | "createAnnotation"
  | "batchAnnotations"
  | "listAnnotations"
  | "readAnnotation"
  | "updateAnnotation"
  | "deleteAnnotation"
  | "restoreAnnotation"
  | "readReader"
  | "readDocumentSets"
  | "readSchemeStyle"
  | "listChanges"
>;
