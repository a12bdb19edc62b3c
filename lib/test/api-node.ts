import http from "node:http";
import { Readable } from "node:stream";
import { dispatch } from "@/lib/server/api/dispatch";

/** A node of the API in a process of its own, on the database that its environment names. Says its port when it serves. */
const server = http.createServer(async (incoming, outgoing) => {
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
  const isBodyless = incoming.method === "GET" || incoming.method === "HEAD";
  const left = new AbortController();
  outgoing.once("close", () => left.abort());
  const request = new Request(url, {
    method: incoming.method ?? "GET",
    headers: Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] as [string, string]] : [],
    ),
    signal: left.signal,
    ...(isBodyless ? {} : { body: Readable.toWeb(incoming), duplex: "half" }),
    // Node's own type of stream is not the one that its Request declares.
  } as RequestInit);
  const path = url.pathname.split("/").slice(3).map(decodeURIComponent);
  const response = await dispatch(request, path);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) return outgoing.end();
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) outgoing.write(read.value);
  outgoing.end();
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address !== "string") process.stdout.write(`${address.port}\n`);
});
// The test that started it holds this pipe: however it ends, the node ends too.
process.stdin.on("end", () => process.exit(0)).resume();
