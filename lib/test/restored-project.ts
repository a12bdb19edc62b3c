import { expect } from "vitest";
import { addMember } from "./open-installation";
import { dryRun, openProject, start, type Team } from "./open-team";

export type Project = Pick<Team, "projectId" | "owner">;

/** A new project with the same people, into which a corpus has come. For tests. */
export async function restored(team: Team, file: Buffer): Promise<Project> {
  const target = { projectId: await openProject(team.owner, "Restored"), owner: team.owner };
  for (const person of [team.ana, team.ben]) await addMember(target.projectId, person, "annotator");
  const made = await dryRun(target, { "corpus.jsonl": file });
  expect(made.counts.problem).toBe(0);
  expect(await start(target, made.id)).toMatchObject({ state: "finished" });
  return target;
}
