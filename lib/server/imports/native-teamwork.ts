import "server-only";
import { uuidv7 } from "uuidv7";
import { GuidelineShape } from "@/lib/contracts/guidelines";
import { ROUND_MEMBERS_MAX, RoundResource } from "@/lib/contracts/rounds";
import type { Corpus, CorpusGuideline, CorpusRound } from "@/lib/formats/corpus";
import { isUuid } from "../authorize";
import { type NewChange, recordChanges } from "../changes/write";
import type { Prisma, Transaction } from "../database";
import type { Importer } from "./import-progress";

/** What a file says of a round; all else follows from what is in it, or is of this project alone. */
const Settings = RoundResource.omit({
  documents: true,
  members: true,
  progress: true,
  isOverdue: true,
});
const isPerson = (id: string | null): boolean => id === null || isUuid(id);

/** What in a version of the guidelines of a file can't be stored, or null. */
export function guidelineProblem({ number, createdBy, intro, rules }: CorpusGuideline): string | null {
  if (number < 1) return "number: versions count from 1";
  if (!isPerson(createdBy)) return "createdBy: not a UUID";
  const [issue] = GuidelineShape.safeParse({ intro, rules }).error?.issues ?? [];
  return issue ? `${issue.path.join(".")}: ${issue.message}` : null;
}

/** What in a round of a file can't be stored, or null. */
export function roundProblem({ memberIds, createdBy, ...settings }: CorpusRound): string | null {
  if (!isPerson(createdBy)) return "createdBy: not a UUID";
  if (!memberIds.every(isUuid)) return "memberIds: an id is not a UUID";
  if (memberIds.length > ROUND_MEMBERS_MAX) return `memberIds: at most ${ROUND_MEMBERS_MAX} people`;
  if (settings.plan === 0) return "plan: plans count from 1";
  const [issue] = Settings.safeParse(settings).error?.issues ?? [];
  return issue ? `${issue.path.join(".")}: ${issue.message}` : null;
}

/** Whether a file's guidelines become the project's: only as long as it has none of its own. */
export const adoptsGuidelines = async (tx: Transaction, projectId: string): Promise<boolean> =>
  (await tx.guidelineVersion.count({ where: { projectId } })) === 0;

/** Whether what a plan of a round gives out comes along. */
export type TakesPlan = (roundId: string, plan: number) => boolean;

/** Writes who is named, the guidelines where the project has none, and the rounds that it has not. */
export async function writeTeamwork(
  tx: Transaction,
  importer: Importer,
  corpus: Corpus,
): Promise<{ takesPlan: TakesPlan; guidelines: number; rounds: number }> {
  const { projectId } = importer;
  await writePeople(tx, projectId, corpus);
  const rounds = await writeRounds(tx, projectId, corpus.rounds);
  const guidelines = await writeGuidelines(tx, projectId, corpus.guidelines);
  await recordChanges(tx, importer, uuidv7(), [...guidelines, ...rounds.changes]);
  return {
    takesPlan: rounds.takesPlan,
    guidelines: guidelines.length > 0 ? corpus.guidelines.length : 0,
    rounds: rounds.changes.length,
  };
}

/** Who has an account here goes by its name. */
async function writePeople(tx: Transaction, projectId: string, { header }: Corpus): Promise<void> {
  const ids = header.people.map(({ id }) => id);
  const accounts = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true } });
  const isHere = new Set(accounts.map(({ id }) => id));
  const strangers = header.people.filter(({ id }) => !isHere.has(id));
  await tx.contributor.createMany({
    data: strangers.map((person) => ({ projectId, ...person })),
    skipDuplicates: true,
  });
}

async function writeGuidelines(
  tx: Transaction,
  projectId: string,
  versions: readonly CorpusGuideline[],
): Promise<NewChange[]> {
  if (versions.length === 0 || !(await adoptsGuidelines(tx, projectId))) return [];
  await tx.guidelineVersion.createMany({
    data: versions.map(({ number, createdBy, createdAt, intro, rules }) => {
      // A guideline is JSON by its definition; its type is read-only and Prisma's is not.
      const value = { intro, rules } as unknown as Prisma.InputJsonObject;
      return { projectId, number, value, createdBy, createdAt };
    }),
  });
  const after = { version: versions.at(-1)?.number, versions: versions.length };
  const nobodys = { documentId: null, setId: null, before: null };
  return [{ kind: "guideline.imported", subjectId: projectId, ...nobodys, after }];
}

/**
 * A round that is here already stays as it is, and so do its plans; but one that waits to be opened by the same plan
 * came with an earlier part of the corpus, and takes what that plan gives of this part.
 */
async function writeRounds(
  tx: Transaction,
  projectId: string,
  rounds: readonly CorpusRound[],
): Promise<{ changes: NewChange[]; takesPlan: TakesPlan }> {
  const where = { projectId, id: { in: rounds.map(({ id }) => id) } };
  const here = await tx.round.findMany({ where, select: { id: true, state: true, plan: true } });
  const known = new Map(here.map(({ id, state, plan }) => [id, state === "planned" ? plan : null]));
  const settled = new Map(rounds.map(({ id, plan }) => [id, plan]));
  const fresh = rounds.filter(({ id }) => !known.has(id));
  await tx.round.createMany({ data: fresh.map(({ memberIds: _, ...round }) => ({ projectId, ...round })) });
  await tx.roundMember.createMany({
    data: fresh.flatMap(({ id, memberIds }) =>
      memberIds.map((userId) => ({ projectId, roundId: id, userId })),
    ),
  });
  const changes = fresh.map(({ memberIds: _, createdBy: __, ...after }) => ({
    ...{ kind: "round.imported", subjectId: after.id, documentId: null, setId: null, before: null },
    after,
  }));
  const takesPlan = (id: string, plan: number) =>
    !known.has(id) || (plan === known.get(id) && plan === settled.get(id));
  return { changes, takesPlan };
}
