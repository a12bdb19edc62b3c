import { readReadiness } from "@/lib/server/health/read-readiness";
import { strictTransport } from "@/lib/server/strict-transport";

export const dynamic = "force-dynamic";

/** For load balancers and for people who wonder: can this server do its work? */
export async function GET(): Promise<Response> {
  const readiness = await readReadiness();
  const status = readiness.status === "ready" ? 200 : 503;
  return Response.json(readiness, { status, headers: { "cache-control": "no-store", ...strictTransport() } });
}
