import { uuidv7 } from "uuidv7";
import type { ExportSelection } from "@/lib/contracts/exports";
import { jsonl } from "@/lib/formats/jsonl";
import { batchAnnotations } from "@/lib/server/annotations/write";
import type { CorpusSelection } from "@/lib/server/corpus/corpus-selection";
import { exportCorpus } from "@/lib/server/corpus/export-corpus";
import { openCorpus } from "@/lib/server/corpus/open-corpus";
import { createEntity, updateEntity } from "@/lib/server/entities/write";
import { scopeOf } from "./open-installation";
import { addDocument, mark, openTeam, submit, type Team } from "./open-team";

export const everything: CorpusSelection = { set: "all", status: "any", split: "any", revisions: "newest" };

/** A team with two documents: Ana has marked and submitted both, Ben has begun the first. */
export async function openMarkedTeam(): Promise<Team> {
  const team = await openTeam();
  const { projectId, ana, ben } = team;
  const first = await addDocument(team, "First", "Mira 🕊️ said she would go. “No,” said\u2028 Oran.", {
    split: "train",
    outlet: "G",
  });
  const second = await addDocument(team, "Second", "Nothing here of note.", { split: "dev" });
  const scope = await scopeOf("entity.edit", ana, projectId);
  const { entity } = await createEntity(scope, {
    kind: "actor",
    name: "Mira",
    aliases: ["M."],
    identifiers: { wikidata: "Q1" },
  });
  await updateEntity(scope, entity.id, { note: "The mediator", revision: 1 });
  await createEntity(scope, { kind: "event", name: "The walk" });
  const [actor, quote, relation] = [uuidv7(), uuidv7(), uuidv7()];
  await batchAnnotations(
    await scopeOf("annotation.create", ana, projectId),
    first,
    [
      {
        kind: "span",
        id: quote,
        tag: "QUOTE",
        spans: [
          { start: 7, end: 25 },
          { start: 28, end: 32 },
        ],
        note: "=1+1",
      },
      { kind: "span", id: actor, tag: "ACTOR", spans: [{ start: 0, end: 4 }], entityId: entity.id },
      { kind: "relation", id: relation, tag: "SOURCE", fromId: quote, toId: actor },
    ],
    undefined,
  );
  await mark(projectId, ben, first, 6);
  await submit(projectId, ana, first);
  await submit(projectId, ana, second);
  return team;
}

export async function documentsOf(
  { projectId, owner }: Pick<Team, "projectId" | "owner">,
  selection: Partial<CorpusSelection> = {},
  person = owner,
) {
  const scope = await scopeOf("corpus.export", person, projectId);
  const opened = await openCorpus(scope, { ...everything, ...selection }, jsonl);
  try {
    const documents = [];
    for await (const item of opened.corpus.documents) documents.push(item);
    return { ...opened.corpus, documents };
  } finally {
    await opened.close();
  }
}

export async function fileOf(
  { projectId, owner }: Pick<Team, "projectId" | "owner">,
  format: ExportSelection["format"],
  selection: Partial<CorpusSelection> = {},
) {
  const scope = await scopeOf("corpus.export", owner, projectId);
  const { bytes } = await exportCorpus(scope, { format, ...everything, ...selection });
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

export const shape = (corpus: Awaited<ReturnType<typeof documentsOf>>) =>
  corpus.documents.map(
    ({ document, annotations }) => `${document.title}: ${annotations.map(({ tag }) => tag).join(" ")}`,
  );
