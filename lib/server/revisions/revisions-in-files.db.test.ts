import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { documentsOf, everything } from "@/lib/test/open-marked-team";
import { addDocument, dryRun, mark, openTeam, start, type Team } from "@/lib/test/open-team";
import { exportCorpus } from "../corpus/export-corpus";
import { examine } from "../doctor/examine";
import { listDocuments } from "../documents/read";
import { ensureJobSchema } from "../jobs/run-jobs";
import { correctDocument } from "./write";

let close: () => Promise<void>;
let team: Team;
beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureJobSchema();
  team = await openTeam();
  const first = await addDocument(team, "Corrected", "Mira met Oran at the old harbour on Monday.");
  await mark(team.projectId, team.ana, first);
  const scope = await scopeOf("document.edit", team.owner, team.projectId);
  const { document } = await correctDocument(scope, first, {
    text: "Mira met Oran at the old harbour on Tuesday.",
  });
  await correctDocument(scope, document.id, { text: "Mira met Oran at the old harbour on Wednesday." });
  await addDocument(team, "Untouched", "Nothing here of note.");
});
afterAll(() => close());

async function fileOf({ projectId, owner }: Team, format: "jsonl" | "csv", revisions: "newest" | "all") {
  const scope = await scopeOf("corpus.export", owner, projectId);
  const { bytes } = await exportCorpus(scope, { ...everything, format, revisions });
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe("a file of a corpus with corrected texts", () => {
  it("has the newest revisions, with the work that came along, unless all are asked for", async () => {
    const newest = await documentsOf(team);
    expect(newest.documents.map(({ document }) => document.text)).toEqual([
      "Mira met Oran at the old harbour on Wednesday.",
      "Nothing here of note.",
    ]);
    expect(newest.documents[0]?.annotations).toHaveLength(1);
    expect(newest.documents.every(({ document }) => document.supersedesId === undefined)).toBe(true);
    const all = await documentsOf(team, { revisions: "all" });
    expect(all.documents).toHaveLength(4);
    expect(String(await fileOf(team, "csv", "newest")).match(/Mira/g)?.length).toBeLessThan(
      String(await fileOf(team, "csv", "all")).match(/Mira/g)?.length ?? 0,
    );
  });

  it("brings the whole chain to another project, and leaves it again as the same chain", async () => {
    const file = await fileOf(team, "jsonl", "all");
    const other = await openTeam();
    const { id } = await dryRun(other, { "corpus.jsonl": file });
    await start(other, id);
    const listed = await listDocuments(await scopeOf("document.read", other.owner, other.projectId), {
      sort: "created",
      order: "asc",
      limit: 100,
    });
    expect(listed.items.map(({ title }) => title)).toEqual(["Corrected", "Untouched"]);
    const [here, there] = [
      await documentsOf(team, { revisions: "all" }),
      await documentsOf(other, { revisions: "all" }),
    ];
    const chain = (corpus: typeof here) =>
      corpus.documents.map(({ document: { id, supersedesId, text } }) => ({ id, supersedesId, text }));
    expect(chain(there)).toEqual(chain(here));
    for await (const { name, first } of examine()) expect([name, first]).toEqual([name, []]);
  });
});
