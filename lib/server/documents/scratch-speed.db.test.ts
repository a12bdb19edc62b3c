import { expect, it } from "vitest";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { openTeam, dryRun, start, mark, submit } from "@/lib/test/open-team";
import { db } from "../database";
import { ensureJobSchema } from "../jobs/run-jobs";
import { listDocuments, documentFacets, nextDocument } from "./read";
import { exportCorpus } from "../corpus/export-corpus";
import { previewExport } from "../corpus/preview-export";
import { listDocuments as declared } from "@/lib/contracts/documents";

it("speed", async () => {
  const { close } = await openInstallation();
  await ensureJobSchema();
  const team = await openTeam();
  const out: string[] = [];
  const time = async <T>(name: string, work: () => Promise<T>) => {
    const t = performance.now();
    const r = await work();
    out.push(`${name}: ${Math.round(performance.now() - t)} ms`);
    return r;
  };
  const words = Array.from({ length: 5000 }, (_, n) => `w${(n * 7919) % 100003}`);
  const lines: string[] = [];
  for (let n = 0; n < 20000; n++)
    lines.push(JSON.stringify({ title: `Title ${n}`, outlet: `Outlet ${n % 40}`, text: Array.from({ length: 100 }, (_, k) => words[(n * 31 + k * k * 17) % 5000]).join(" ") + ` doc${n}` }));
  const made = await time("dry run 20k", () => dryRun(team, { "a.jsonl": lines.join("\n") }));
  await time("import 20k", () => start(team, made.id));
  const { projectId } = team;
  await time("blow up to 100k", () => db().$executeRaw`
    INSERT INTO "Document" ("projectId","id","title","outlet","text","textSha256","length","createdAt")
    SELECT d."projectId", gen_random_uuid(), d."title"||n, d."outlet", d."text"||n, d."textSha256"||n, d."length", d."createdAt" + n * interval '1 second'
    FROM "Document" d, generate_series(1,4) n`);
  const [first] = (await db().$queryRaw<{ id: string }[]>`SELECT "id" FROM "Document" ORDER BY "createdAt","id" LIMIT 1`);
  for (const p of [team.ana, team.ben]) { await mark(projectId, p, first!.id); }
  await submit(projectId, team.ana, first!.id);
  await db().$executeRaw`INSERT INTO "Assignment" ("projectId","documentId","setId","state")
    SELECT d."projectId", d."id", s."id", 'submitted' FROM "Document" d, "AnnotationSet" s ON CONFLICT DO NOTHING`;
  await db().$executeRaw`INSERT INTO "Annotation" ("projectId","id","documentId","setId","kind","tag","spans","start","end")
    SELECT d."projectId", gen_random_uuid(), d."id", s."id", 'span', 'ACTOR', '[{"start":0,"end":4,"quote":"abcd"}]', 0, 4 FROM "Document" d, "AnnotationSet" s, generate_series(1,3)`;
  await db().$executeRaw`ANALYZE`;
  for (const [who, p] of [["lead", team.owner], ["blind", team.ana]] as const) {
    const scope = await scopeOf("document.read", p, projectId);
    const q = (g: object) => declared.query!.parse(g) as Parameters<typeof listDocuments>[1];
    for (const given of [{}, { sort: "title" }, { sort: "title", order: "desc" }, { outlet: "Outlet 3" }, { search: "doc1234" }, { search: "w12" }, { search: "title" }, { state: "open" }])
      for (const turn of [1, 2]) await time(`${who} list ${JSON.stringify(given)} ${turn}`, () => listDocuments(scope, q(given)));
    const page = await listDocuments(scope, q({ limit: "1000" }));
    await time(`${who} page 2`, () => listDocuments(scope, q({ cursor: page.nextCursor })));
    await time(`${who} facets`, () => documentFacets(scope));
    await time(`${who} next`, () => nextDocument(scope, first!.id));
  }
  const scope = await scopeOf("corpus.export", team.owner, projectId);
  await time("preview", () => previewExport(scope, { format: "jsonl", set: "all", status: "any", split: "any" }));
  let size = 0;
  let peak = 0;
  await time("export 100k docs 600k annotations", async () => {
    const { bytes } = await exportCorpus(scope, { format: "jsonl", set: "all", status: "any", split: "any" });
    for await (const b of bytes) { size += b.length; peak = Math.max(peak, process.memoryUsage.rss()); }
  });
  out.push(`${size / 1e6} MB, rss ${peak / 1e6} MB`);
  process.stdout.write(out.join("\n") + "\n");
  await close();
  expect(1).toBe(1);
}, 600_000);
