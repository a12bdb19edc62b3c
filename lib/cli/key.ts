import { createKey } from "@/lib/server/api-keys/write";
import { type Command, needed, readWords, refuseMore } from "./command";
import { withDatabase } from "./open-database";

export const createKeyCommand: Command = {
  name: "key create",
  usage: "--user EMAIL --name N [--json]",
  summary: "Make an API key with which a script may do what that person may. It is shown this once.",
  async run(words) {
    const { options, rest } = readWords(words, { user: "text", name: "text", json: "flag" });
    refuseMore(rest);
    const wanted = { email: needed(options.user, "user"), name: needed(options.name, "name") };
    const { key } = await withDatabase(() => createKey(wanted));
    console.log(options.json ? JSON.stringify({ key }) : `${key}\n\nKeep it safe: it is not shown again.`);
    return 0;
  },
};
