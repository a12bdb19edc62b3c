import "server-only";
import type { Brought } from "@/lib/contracts/imports";
import type { Corpus } from "@/lib/formats/corpus";
import type { Transaction } from "../database";
import { adoptsGuidelines } from "./native-teamwork";

export const noneBrought: Brought = { guidelines: 0, rounds: 0, entities: 0 };

/** What a project had from before there was a count of it, and what the database holds of one. */
export const storedBrought = (value: unknown): Brought => ({
  ...noneBrought,
  // Written by this folder only, which writes a count of each kind or nothing.
  ...(value as Partial<Brought>),
});

/** What two files bring. The guidelines of the second stay out where the first has some. */
export const bothBrought = (first: Brought, second: Brought): Brought => ({
  guidelines: first.guidelines || second.guidelines,
  rounds: first.rounds + second.rounds,
  entities: first.entities + second.entities,
});

/** What a corpus would bring to a project besides documents, without what is there already. */
export async function broughtBy(
  tx: Transaction,
  projectId: string,
  { guidelines, rounds, entities }: Omit<Corpus, "documents">,
): Promise<Brought> {
  const among = (rows: readonly { readonly id: string }[]) => ({
    where: { projectId, id: { in: rows.map(({ id }) => id) } },
  });
  return {
    guidelines: (await adoptsGuidelines(tx, projectId)) ? guidelines.length : 0,
    rounds: rounds.length - (await tx.round.count(among(rounds))),
    entities: entities.length - (await tx.entity.count(among(entities))),
  };
}
