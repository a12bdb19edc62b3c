import "server-only";
import { attachment } from "../download";
import { exportProgress } from "../progress/export-progress";
import { readProgress } from "../progress/read";
import { reportActivity } from "../progress/write";
import type { Handlers } from "./handler";

export const progressHandlers = {
  reportActivity: ({ scope, params, body }) => reportActivity(scope, params.document ?? "", body),
  readProgress: ({ scope, query }) => readProgress(scope, query.round),
  async exportProgress({ scope, query }) {
    const { fileName, bytes } = await exportProgress(scope, query.figure, query.round);
    return new Response(bytes, { headers: attachment(fileName, "text/csv; charset=utf-8") });
  },
} satisfies Handlers<"reportActivity" | "readProgress" | "exportProgress">;
