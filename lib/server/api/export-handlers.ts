import "server-only";
import { exportCorpus } from "../corpus/export-corpus";
import { previewExport } from "../corpus/preview-export";
import { attachment } from "../download";
import { log } from "../log";
import type { Handlers } from "./handler";

export const exportHandlers = {
  async exportCorpus({ scope, query, request }) {
    const { fileName, mediaType, bytes, close } = await exportCorpus(scope, query);
    const headers = attachment(fileName, mediaType);
    if (request.method === "HEAD" || request.signal.aborted) {
      await close();
      return new Response(null, { headers });
    }
    return new Response(streamOf(bytes, scope.requestId), { headers });
  },
  previewExport: ({ scope, query }) => previewExport(scope, query),
} satisfies Handlers<"exportCorpus" | "previewExport">;

/** Bytes as fast as the reader takes them. A reader that leaves ends the export. */
function streamOf(bytes: AsyncIterable<Uint8Array>, requestId: string): ReadableStream<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  let isLeft = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await pieces.next();
        if (isLeft) return;
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        if (isLeft) return;
        // The headers are gone already: the file ends short, which its last line or directory would show.
        log().error({ err: error, requestId }, "export broke off");
        controller.error(error);
      }
    },
    async cancel() {
      isLeft = true;
      await pieces.return?.();
    },
  });
}
