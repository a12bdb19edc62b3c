import { strictTransport } from "@/lib/server/strict-transport";

/** Says that this process answers; whether it can work is /api/ready's to say. */
export const dynamic = "force-dynamic";

export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store", ...strictTransport() } });
}
