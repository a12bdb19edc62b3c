import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openInstallation, scopeOf, signedInPerson } from "@/lib/test/open-installation";
import { ensureDemo } from "@/seeds/ensure-demo";
import { connect, db, type Prisma } from "../database";
import { createThread } from "../threads/write";
import { examine, examineView, type Finding } from "./examine";

let close: () => Promise<void>;
let client: pg.Client;

beforeAll(async () => {
  ({ close } = await openInstallation());
  await ensureDemo(() => {});
  const olga = await signedInPerson("Olga", { administers: true });
  const { id: projectId, documents } = await db().project.findFirstOrThrow({
    select: { id: true, documents: { take: 1, select: { id: true } } },
  });
  const scope = await scopeOf("comment.write", olga, projectId);
  const comment = { text: "Who is meant?" };
  await createThread(scope, documents[0]?.id ?? "", { comment, span: { start: 0, end: 3 } });
  client = await connect("direct");
}, 60_000);
afterAll(async () => {
  await client.end();
  await close();
});

async function wrong(findings: AsyncIterable<Finding>): Promise<Finding[]> {
  const all: Finding[] = [];
  for await (const finding of findings) if (finding.count > 0) all.push(finding);
  return all;
}

const view = {
  rows: async <Row extends object>(query: Prisma.Sql): Promise<Row[]> =>
    (await client.query<Row>(query.text, [...query.values])).rows,
};

describe("the doctor", () => {
  it("finds nothing wrong with what the application wrote", async () => {
    expect(await wrong(examine())).toEqual([]);
  });
});

/** A span annotation that a relation starts at, and the relation. */
const aSpan = `(SELECT "id" FROM "Annotation" WHERE "kind" = 'span' ORDER BY "id" LIMIT 1)`;
const anEnd = `(SELECT "fromId" FROM "Annotation" WHERE "kind" = 'relation' ORDER BY "id" LIMIT 1)`;
const aDocument = `(SELECT "documentId" FROM "Annotation" WHERE "id" = ${aSpan})`;

const corruptions: readonly (readonly [name: string, sql: string])[] = [
  [
    "A document's hash is that of its text",
    `UPDATE "Document" SET "textSha256" = repeat('0', 64) WHERE "id" = ${aDocument}`,
  ],
  [
    "A document's length is that of its text",
    `UPDATE "Document" SET "length" = "length" + 1 WHERE "id" = ${aDocument}`,
  ],
  [
    "A text has something in it, and no carriage returns",
    `UPDATE "Document" SET "text" = replace("text", chr(10), chr(13)) WHERE "id" = ${aDocument}`,
  ],
  [
    "An annotation has what its kind has, and nothing else",
    `UPDATE "Annotation" SET "kind" = 'document' WHERE "id" = ${aSpan}`,
  ],
  [
    "Spans lie inside their text, in order and apart",
    `UPDATE "Annotation" SET "spans" = jsonb_set("spans", '{0,end}', '9999999') WHERE "id" = ${aSpan}`,
  ],
  [
    "An annotation is looked up where its spans are",
    `UPDATE "Annotation" SET "start" = "start" + 1 WHERE "id" = ${aSpan}`,
  ],
  [
    "A relation joins two annotations of its own set and document",
    `UPDATE "Annotation" e SET "setId" = (SELECT s."id" FROM "AnnotationSet" s WHERE s."id" <> e."setId" LIMIT 1) WHERE "id" = ${anEnd}`,
  ],
  [
    "A relation that is not removed has ends that are not removed",
    `UPDATE "Annotation" SET "deletedAt" = now() WHERE "id" = ${anEnd}`,
  ],
  [
    "An annotation stands for an entity that is not removed, but for those of texts that have been corrected",
    `UPDATE "Entity" SET "deletedAt" = now() WHERE "id" = (SELECT "entityId" FROM "Annotation" WHERE "entityId" IS NOT NULL LIMIT 1)`,
  ],
  [
    "A text has one correction at a time, and corrects none of its own",
    `UPDATE "Document" SET "supersedesId" = "id" WHERE "id" = ${aDocument}`,
  ],
  [
    "What was displaced is on the new text only where it was placed",
    `INSERT INTO "Displacement" ("projectId", "id", "documentId", "setId", "annotationId", "reason")
     SELECT "projectId", "id", "documentId", "setId", "id", 'lost' FROM "Annotation" WHERE "id" = ${aSpan}`,
  ],
  [
    "A displacement is what its last change says",
    `INSERT INTO "Displacement" ("projectId", "id", "documentId", "setId", "annotationId", "reason")
     SELECT "projectId", gen_random_uuid(), "documentId", "setId", "id", 'lost' FROM "Annotation" WHERE "id" = ${aSpan}`,
  ],
  [
    "Submitted work says when it was submitted",
    `UPDATE "Assignment" SET "submittedAt" = NULL WHERE "state" = 'submitted'`,
  ],
  [
    "A person has one set in a project, and a project one gold set",
    `INSERT INTO "AnnotationSet" ("projectId", "id", "kind", "name")
     SELECT p."id", gen_random_uuid(), 'gold', 'Gold' FROM "Project" p CROSS JOIN generate_series(1, 2)`,
  ],
  [
    "A conversation is about an annotation of its set and document, or about a stretch of its text",
    `UPDATE "Thread" SET "quote" = 'x'`,
  ],
  ["A comment is what its last change says", `UPDATE "Comment" SET "text" = 'x'`],
  ["Where a conversation stands is what its last change says", `UPDATE "Thread" SET "state" = 'resolved'`],
  [
    "A project has an owner who is not disabled",
    `UPDATE "User" SET "disabledAt" = now() WHERE "administers"`,
  ],
  ["A member has a role that there is", `UPDATE "Member" SET "role" = 'boss' WHERE "role" = 'annotator'`],
  ["The scheme that is in force exists", `UPDATE "Project" SET "schemeVersion" = 9`],
  [
    "An annotation is what its last change says",
    `UPDATE "Annotation" SET "note" = 'x' WHERE "id" = ${aSpan}`,
  ],
  ["An entity is what its last change says", `UPDATE "Entity" SET "name" = "name" || '!'`],
  [
    "A review is what its last change says",
    `INSERT INTO "Review" ("projectId", "id", "annotationId", "reviewerId", "verdict", "annotationRevision")
     SELECT "projectId", gen_random_uuid(), "id", gen_random_uuid(), 'accept', 1 FROM "Annotation" WHERE "id" = ${aSpan}`,
  ],
  [
    "A decision is what its last change says",
    `INSERT INTO "Decision" ("projectId", "id", "documentId", "kind")
     SELECT "projectId", gen_random_uuid(), "id", 'neither' FROM "Document" LIMIT 1`,
  ],
  [
    "A document is what its last change says",
    `UPDATE "Document" SET "title" = 'x' WHERE "id" = ${aDocument}`,
  ],
  [
    "Where work stands is what its last change says",
    `UPDATE "Assignment" SET "state" = 'reopened' WHERE "state" = 'open'`,
  ],
  ["A project is what its last change says", `UPDATE "Project" SET "name" = 'x'`],
  [
    "A member is what their last change says",
    `UPDATE "Member" SET "role" = 'viewer' WHERE "role" = 'annotator'`,
  ],
  [
    "The scheme in force is the one that the last change put there",
    `INSERT INTO "Change" ("projectId", "seq", "opId", "kind", "subjectId", "after")
     SELECT "projectId", max("seq") + 1, gen_random_uuid(), 'scheme.replaced', "projectId", '{"version": 9}'
     FROM "Change" GROUP BY "projectId"`,
  ],
  [
    "Each change goes on from the one before",
    `UPDATE "Change" SET "after" = jsonb_set("after", '{revision}', '7') WHERE "kind" = 'assignment.opened'`,
  ],
  ["A change is about something that there is", `DELETE FROM "Annotation" WHERE "kind" = 'relation'`],
  [
    "A scheme is one that could be saved",
    `UPDATE "SchemeVersion" SET "value" = jsonb_set("value", '{tags,0,colour}', '"red"')`,
  ],
  [
    "A quote is what the text says there",
    `UPDATE "Annotation" SET "spans" = jsonb_set("spans", '{0,quote}', '"x"') WHERE "id" = ${aSpan}`,
  ],
  [
    "The scheme knows the tag and the attributes of every annotation",
    `UPDATE "Annotation" SET "tag" = 'NOBODY' WHERE "id" = ${aSpan}`,
  ],
];

describe("the doctor names what is wrong:", () => {
  beforeEach(async () => {
    await client.query("BEGIN");
    await client.query("SET LOCAL concord.replaces_history = 'on'");
    return async () => {
      await client.query("ROLLBACK");
    };
  });

  it.each(corruptions)("%s", async (name, sql) => {
    const { rowCount } = await client.query(sql);
    expect(rowCount).toBeGreaterThan(0);
    const findings = await wrong(examineView(view));
    const found = findings.find((finding) => finding.name === name);
    expect(found, findings.map((finding) => finding.name).join("; ")).toBeDefined();
    expect(found?.first[0]?.id).toMatch(/^[0-9a-f]{8}-|^version \d|^\d+$/);
  });

  it("and has a corruption here for every check", async () => {
    const names: string[] = [];
    for await (const { name } of examineView(view)) names.push(name);
    expect(names.toSorted()).toEqual(corruptions.map(([name]) => name).toSorted());
  });
});
