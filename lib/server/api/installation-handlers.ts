import "server-only";
import { openApi } from "@/lib/contracts/openapi";
import type { Handlers } from "./handler";

let written: string | undefined;

export const installationHandlers = {
  async readOpenApi() {
    written ??= JSON.stringify(openApi());
    return new Response(written, { headers: { "content-type": "application/json" } });
  },
} satisfies Handlers<"readOpenApi">;
