import fs from "node:fs";
import path from "node:path";
import { useLink } from "@/lib/contracts/accounts";
import { type ConcordServer, startConcord } from "./concord-server";
import { type Api, newcomer, owner, signIn } from "./people";
import { runFolder } from "./settings";

/** A folder that goes away with the run, also after a test that failed half-way. */
export function makeFolder(): string {
  const folder = fs.mkdtempSync(path.join(runFolder(), "concord-e2e-"));
  // Started by root, the embedded database belongs to another user, who has to get to its folder.
  fs.chmodSync(folder, 0o755);
  return folder;
}

export type Installation = {
  readonly server: ConcordServer;
  /** The owner, whose account the set-up link has made. */
  readonly api: Api;
  readonly folder: string;
  close(): Promise<void>;
};

/** A new Concord with its owner signed in. */
export async function openInstallation(): Promise<Installation> {
  const folder = makeFolder();
  const server = await startConcord({ dataDir: path.join(folder, "data") });
  const token = new URL(server.setUpLink ?? server.origin).hash.slice(1);
  const visitor = await newcomer(server.origin);
  await visitor.call(useLink, { body: { token, ...owner } });
  await visitor.request.dispose();
  const api = await signIn(server.origin, owner);
  return {
    server,
    api,
    folder,
    async close() {
      await api.request.dispose();
      await server.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
