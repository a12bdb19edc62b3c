import { uuidv7 } from "uuidv7";
import { NewRound, type RoundResource } from "@/lib/contracts/rounds";
import { createRound, openRound } from "@/lib/server/rounds/write";
import { scopeOf } from "./open-installation";
import type { Team } from "./open-team";

type Lead = Pick<Team, "projectId" | "owner">;
type Settings = Partial<Omit<NewRound, "documents" | "members">>;
type Person = { readonly userId: string };

/** A planned round of these documents and people, made by the owner. */
export async function planRoundOf(
  { projectId, owner }: Lead,
  documents: readonly string[],
  people: readonly Person[],
  settings: Settings = {},
): Promise<RoundResource> {
  const scope = await scopeOf("round.manage", owner, projectId);
  const input = NewRound.parse({
    id: uuidv7(),
    name: "Round",
    documents: { ids: documents },
    members: people.map(({ userId }) => userId),
    ...settings,
  });
  return (await createRound(scope, input)).round;
}

/** The same, opened by its plan. */
export async function openRoundOf(
  lead: Lead,
  documents: readonly string[],
  people: readonly Person[],
  settings: Settings = {},
): Promise<RoundResource> {
  const { id, revision } = await planRoundOf(lead, documents, people, settings);
  const { reveal } = settings;
  return openRound(await scopeOf("round.manage", lead.owner, lead.projectId), id, { revision, reveal });
}
