import { createUser } from "@/lib/server/accounts/write";
import { codingsOf } from "@/lib/server/agreement/coded-row";
import { db } from "@/lib/server/database";
import { userPrincipal } from "@/lib/server/users/user-principal";
import { buildProject } from "@/seeds/build";
import { corpusOf, type Size } from "./agreement-corpus";

const person = { email: "bench@example.org", name: "Bench", password: "a long bench to sit on" };
const DOCUMENTS_AT_ONCE = 50;

type Corpus = ReturnType<typeof corpusOf>;

/** A project with the corpus of a size, all of it submitted. Written in bulk: half a million annotations. */
export async function seedAgreement(size: Size): Promise<string> {
  await createUser({ ...person, administers: true });
  const projectId = await buildProject(await userPrincipal(person.email), { name: "Bench" });
  const corpus = corpusOf(size);
  const coders = corpus[0]?.sets.map(({ coder }) => coder) ?? [];
  await db().$executeRaw`
    INSERT INTO "AnnotationSet" ("projectId", "id", "kind", "name")
    SELECT ${projectId}::uuid, md5(s)::uuid, 'annotator', s FROM unnest(${coders}::text[]) s`;
  for (let at = 0; at < corpus.length; at += DOCUMENTS_AT_ONCE) {
    const batch = corpus.slice(at, at + DOCUMENTS_AT_ONCE);
    await insertDocuments(projectId, batch);
    await insertAnnotations(projectId, batch);
  }
  await db().$executeRaw`VACUUM ANALYZE`;
  return projectId;
}

async function insertDocuments(projectId: string, batch: Corpus): Promise<void> {
  const column = <Value>(of: (row: Corpus[number]) => Value) => batch.map(of);
  await db().$executeRaw`
    INSERT INTO "Document" ("projectId", "id", "title", "text", "textSha256", "length")
    SELECT ${projectId}::uuid, md5(id)::uuid, id, text, md5(text), char_length(text)
    FROM unnest(${column(({ id }) => id)}::text[], ${column(({ text }) => text)}::text[]) d(id, text)`;
  const work = batch.flatMap(({ id, period, sets }) => sets.map(({ coder }) => ({ id, period, coder })));
  await db().$executeRaw`
    INSERT INTO "Assignment" ("projectId", "documentId", "setId", "state", "submittedAt")
    SELECT ${projectId}::uuid, md5(id)::uuid, md5(coder)::uuid, 'submitted',
      '2026-01-15T00:00:00Z'::timestamptz + period * interval '1 month'
    FROM unnest(${work.map(({ id }) => id)}::text[], ${work.map(({ coder }) => coder)}::text[],
      ${work.map(({ period }) => period)}::int[]) w(id, coder, period)`;
}

/** First what is marked, then what it is tied by. */
async function insertAnnotations(projectId: string, batch: Corpus): Promise<void> {
  const work = batch.flatMap((row) => codingsOf(row).map((coding) => ({ document: row.id, ...coding })));
  const units = work.flatMap(({ document, coder, units: all }) =>
    all.map(({ id, tag, spans, attributes }) => ({ document, coder, id, tag, ...spans[0], attributes })),
  );
  await db().$executeRaw`
    INSERT INTO "Annotation" ("projectId", "documentId", "setId", "id", "kind", "tag", "start", "end", "spans", "attributes")
    SELECT ${projectId}::uuid, md5(document)::uuid, md5(coder)::uuid, md5(n.id)::uuid, 'span', tag, start, "end",
      jsonb_build_array(jsonb_build_object('start', start, 'end', "end", 'quote', 'some words')), attributes
    FROM json_to_recordset(${JSON.stringify(units)}::json)
      n(document text, coder text, id text, tag text, start int, "end" int, attributes jsonb)`;
  const links = work.flatMap(({ document, coder, links: all }) =>
    all.map((link) => ({ document, coder, ...link })),
  );
  await db().$executeRaw`
    INSERT INTO "Annotation" ("projectId", "documentId", "setId", "id", "kind", "tag", "fromId", "toId")
    SELECT ${projectId}::uuid, md5(document)::uuid, md5(coder)::uuid, md5(n.id)::uuid, 'relation', tag,
      md5("from")::uuid, md5("to")::uuid
    FROM json_to_recordset(${JSON.stringify(links)}::json)
      n(document text, coder text, id text, tag text, "from" text, "to" text)`;
}
