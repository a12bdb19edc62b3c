import { createUser } from "@/lib/server/accounts/write";
import { type Command, needed, readStandardInput, readWords, refuseMore, UsageProblem } from "./command";
import { withDatabase } from "./open-database";

export const createUserCommand: Command = {
  name: "user create",
  usage: "--email E --name N [--owner] --password-stdin",
  summary: "Make an account. With --owner it administers the installation and may create projects.",
  async run(words) {
    const { options, rest } = readWords(words, {
      email: "text",
      name: "text",
      owner: "flag",
      "password-stdin": "flag",
    });
    refuseMore(rest);
    const email = needed(options.email, "email");
    const name = needed(options.name, "name");
    if (!options["password-stdin"])
      throw new UsageProblem("--password-stdin is missing: the password is read from standard input.");
    const password = await readStandardInput("The password");
    const made = await withDatabase(() => createUser({ email, name, password, administers: options.owner }));
    console.log(`${made.email} can sign in now.`);
    return 0;
  },
};
