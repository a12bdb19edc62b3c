import fs from "node:fs";
import path from "node:path";
import { openInstallation } from "./installation";
import { handStateFile } from "./settings";

export type RunState = { readonly origin: string; readonly ownerCookies: string };

/** One server for the whole run, with the owner's account made and signed in. Ended when the run ends. */
export default async function startServer(): Promise<() => Promise<void>> {
  const { server, api, folder, close } = await openInstallation();
  const ownerCookies = path.join(folder, "owner.json");
  await api.request.storageState({ path: ownerCookies });
  const state: RunState = { origin: server.origin, ownerCookies };
  fs.writeFileSync(path.join(folder, "state.json"), JSON.stringify(state));
  handStateFile(path.join(folder, "state.json"));
  return close;
}
