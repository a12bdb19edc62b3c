import { Name } from "@/lib/contracts/operation";
import { Existing } from "@/lib/server/api/handler";
import { invalid } from "@/lib/server/app-error";
import { createProject } from "@/lib/server/projects/write";
import { userPrincipal } from "@/lib/server/users/user-principal";
import { type Command, needed, readWords, refuseMore } from "./command";
import { withDatabase } from "./open-database";
import { scopeFor } from "./project-scope";

export const createProjectCommand: Command = {
  name: "project create",
  usage: "--name N --owner EMAIL [--open]",
  summary: "Start a project. Annotators work blind until they submit, unless --open is given. Prints its id.",
  async run(words) {
    const { options, rest } = readWords(words, { name: "text", owner: "text", open: "flag" });
    refuseMore(rest);
    const name = Name.safeParse(needed(options.name, "name"));
    if (!name.success) throw invalid("name", name.error.issues[0]?.message ?? "This name can't be used");
    const owner = needed(options.owner, "owner");
    const id = await withDatabase(async () => {
      const scope = await scopeFor("project.create", await userPrincipal(owner), null);
      const made = await createProject(scope, { name: name.data, blind: !options.open });
      return made instanceof Existing ? made.value.id : made.id;
    });
    console.log(id);
    return 0;
  },
};
