import { uuidv7 } from "uuidv7";
import type { OperationName } from "@/lib/contracts/registry";
import type { Guideline, Rule } from "@/lib/domain/guideline/guideline";
import { db } from "@/lib/server/database";
import { createGuidelineCase } from "@/lib/server/guidelines/cases";
import { readGuideline } from "@/lib/server/guidelines/read";
import { replaceGuideline } from "@/lib/server/guidelines/write";
import type { Example, Setting } from "./example-setting";
import { scopeOf } from "./open-installation";
import { addDocument, type Team } from "./open-team";

let number = 0;
const ids = new Map<string, string>();
/** The rule of a project's guidelines: the same in all their versions, and another in each project. */
function ruleOf({ projectId }: Pick<Team, "projectId">): Rule {
  const id = ids.get(projectId) ?? uuidv7();
  ids.set(projectId, id);
  return { id, title: "Who acts", tag: "ACTOR", text: "Mark the *whole* name." };
}

/** Puts guidelines with one rule about actors in force, in words that nothing had before. */
export async function writeGuideline(
  { projectId, owner }: Pick<Team, "projectId" | "owner">,
  guideline: Guideline = { intro: `Read this, ${++number}.`, rules: [ruleOf({ projectId })] },
): Promise<number> {
  const scope = await scopeOf("guideline.edit", owner, projectId);
  const { newestNumber } = await readGuideline(scope);
  return (await replaceGuideline(scope, { number: newestNumber, guideline })).number;
}

/** A conversation about a whole document, begun by nobody in particular. */
export async function openThread(team: Pick<Team, "projectId" | "owner">): Promise<string> {
  const documentId = await addDocument(team, `Talk ${++number}`, `They met in Lysa, ${number}.`);
  const data = { projectId: team.projectId, id: uuidv7(), documentId };
  return (await db().thread.create({ data, select: { id: true } })).id;
}

async function openCase({ team }: Setting) {
  await writeGuideline(team);
  const scope = await scopeOf("guideline.edit", team.owner, team.projectId);
  const id = uuidv7();
  const threadId = await openThread(team);
  await createGuidelineCase(scope, { id, ruleId: ruleOf(team).id, threadId, note: "" });
  return { project: team.projectId, case: id };
}

const inProject = ({ team }: Setting) => ({ project: team.projectId });

export const guidelineExamples = {
  readGuideline: (setting) => ({ params: inProject(setting) }),
  replaceGuideline: async (setting) => {
    const number = await writeGuideline(setting.team);
    return {
      params: inProject(setting),
      body: { number, guideline: { intro: "Anew.", rules: [ruleOf(setting.team)] } },
    };
  },
  listGuidelineVersions: (setting) => ({ params: inProject(setting) }),
  markGuidelineRead: async (setting) => ({
    params: inProject(setting),
    body: { number: await writeGuideline(setting.team) },
  }),
  listAnnotationsBeforeRule: async (setting) => {
    await writeGuideline(setting.team);
    return { params: { ...inProject(setting), rule: ruleOf(setting.team).id } };
  },
  listGuidelineCases: (setting) => ({ params: inProject(setting) }),
  createGuidelineCase: async (setting) => {
    await writeGuideline(setting.team);
    const body = { id: uuidv7(), ruleId: ruleOf(setting.team).id, threadId: await openThread(setting.team) };
    return { params: inProject(setting), body };
  },
  deleteGuidelineCase: async (setting) => ({ params: await openCase(setting), query: { revision: "1" } }),
  restoreGuidelineCase: async (setting) => ({ params: await openCase(setting) }),
} satisfies { readonly [Name in OperationName]?: (setting: Setting) => Example | Promise<Example> };
