import type { Permission } from "@/lib/policy/policy";
import type { Input } from "./call-api";
import { scopeOf } from "./open-installation";
import { addDocument, mark, type Team } from "./open-team";

type Person = Team["owner"];
/** In whose project, and whose own rows a request is about where it has to be one's own. */
export type Setting = {
  readonly team: Team;
  readonly who: Person;
  /** Whether they may annotate there. */
  readonly isCoder: boolean;
};
export type Example = Input & { readonly after?: () => Promise<unknown> };

let number = 0;
export const nextNumber = (): number => ++number;
export const TEXT = "Minister Oran met the envoy in Lysa. “We agreed,” she said.";
export const newDocument = ({ team }: Setting) =>
  addDocument(team, `Report ${nextNumber()}`, `${TEXT} ${number}`);
/** Whose rows stand in where this person has none. */
export const coder = ({ team, who, isCoder }: Setting): Person => (isCoder ? who : team.ana);

export const inProject = ({ team }: Setting) => ({ project: team.projectId });
export const inDocument = async (setting: Setting) => ({
  project: setting.team.projectId,
  document: await newDocument(setting),
});
export const owner = <P extends Permission>(permission: P, { team }: Setting) =>
  scopeOf(permission, team.owner, team.projectId);
export const spans = [{ start: 0, end: 8, quote: "Minister" }];

/** A mark of this person's, or of one who annotates where they do not. */
export async function ownMark(setting: Setting) {
  const document = await newDocument(setting);
  const annotation = await mark(setting.team.projectId, coder(setting), document);
  return { project: setting.team.projectId, document, annotation };
}
