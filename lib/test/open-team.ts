import type { ImportOptions, ImportResource } from "@/lib/contracts/imports";
import { projectRoles } from "@/lib/policy/policy";
import { createAnnotation } from "@/lib/server/annotations/write";
import { Existing } from "@/lib/server/api/handler";
import { submitDocument } from "@/lib/server/assignments/write";
import { createDocument } from "@/lib/server/documents/write";
import { addImportFile } from "@/lib/server/imports/add-piece";
import { passOn } from "@/lib/server/imports/import-target";
import { readFilesOf } from "@/lib/server/imports/read-files";
import * as imports from "@/lib/server/imports/write";
import { writeDocumentsOf } from "@/lib/server/imports/write-documents";
import { createProject } from "@/lib/server/projects/write";
import { addMember, scopeOf, signedInPerson } from "./open-installation";

type Person = Awaited<ReturnType<typeof signedInPerson>>;
export type Team = {
  readonly projectId: string;
  readonly owner: Person;
  /** Annotators. */
  readonly ana: Person;
  readonly ben: Person;
  readonly viewer: Person;
};

let teams = 0;

/** A project with an owner, two annotators who work blind, and a viewer. */
export async function openTeam({ blind = true } = {}): Promise<Team> {
  const n = ++teams;
  const owner = await signedInPerson(`Olga${n}`, { administers: true });
  const [ana, ben, viewer] = [
    await signedInPerson(`Ana${n}`),
    await signedInPerson(`Ben${n}`),
    await signedInPerson(`Vera${n}`),
  ];
  const projectId = await openProject(owner, `Team ${n}`, blind);
  await addMember(projectId, ana, projectRoles[2]);
  await addMember(projectId, ben, projectRoles[2]);
  await addMember(projectId, viewer, projectRoles[3]);
  return { projectId, owner, ana, ben, viewer };
}

export async function openProject(owner: Person, name: string, blind = true): Promise<string> {
  const made = await createProject(await scopeOf("project.create", owner), { name, blind });
  return made instanceof Existing ? made.value.id : made.id;
}

export async function addDocument(
  { projectId, owner }: Pick<Team, "projectId" | "owner">,
  title: string,
  text: string,
  metadata: Readonly<{ outlet?: string; publishedAt?: string; split?: "train" | "dev" }> = {},
): Promise<string> {
  const scope = await scopeOf("document.import", owner, projectId);
  return (await createDocument(scope, { title, text, ...metadata })).document.id;
}

/** Marks the first characters of a document. */
export async function mark(projectId: string, person: Person, documentId: string, end = 4): Promise<string> {
  const scope = await scopeOf("annotation.create", person, projectId);
  const input = { kind: "span", tag: "ACTOR", spans: [{ start: 0, end }] } as const;
  return (await createAnnotation(scope, documentId, { ...input, spans: [...input.spans] })).annotation.id;
}

export async function submit(projectId: string, person: Person, documentId: string): Promise<void> {
  await submitDocument(await scopeOf("assignment.submit", person, projectId), documentId);
}

/** Uploads files and does the dry run, here and at once. */
export async function dryRun(
  { projectId, owner }: Pick<Team, "projectId" | "owner">,
  files: Readonly<Record<string, string | Uint8Array>>,
  options?: ImportOptions,
): Promise<ImportResource> {
  const scope = await scopeOf("document.import", owner, projectId);
  const { import: made } = await imports.createImport(scope, {});
  for (const [path, content] of Object.entries(files))
    await addImportFile(scope, made.id, path, Buffer.from(content));
  const { revision } = await imports.readImportFiles(scope, made.id, options);
  await readFilesOf({ projectId, importId: made.id, revision }, passOn);
  return (await imports.createImport(scope, { id: made.id })).import;
}

/** Starts an import whose dry run is done, here and at once. */
export async function start(
  { projectId, owner }: Pick<Team, "projectId" | "owner">,
  importId: string,
): Promise<ImportResource> {
  const scope = await scopeOf("document.import", owner, projectId);
  const { revision } = await imports.startImport(scope, importId);
  await writeDocumentsOf({ projectId, importId, revision }, passOn);
  return (await imports.createImport(scope, { id: importId })).import;
}
