import { expect, it } from "vitest";
import { operations } from "@/lib/contracts/registry";
import { type Permission, permissions } from "@/lib/policy/policy";
import { type WhoMay, whoMay } from "@/lib/policy/who-may";

/** What each permission lets one do, for people. One that is not named here does not compile. */
const meanings: Readonly<Record<Permission, string>> = {
  "installation.read": "Read the description of the API",
  "link.use": "Use a set-up, invitation or reset link that one holds",
  "account.read": "Read one's own account",
  "account.manage": "Change one's name and password, end sessions, make and revoke API keys",
  "installation.administer": "See all accounts, disable them, let people create projects, make reset links",
  "notification.read": "Read one's own notifications",
  "notification.manage": "Mark one's own notifications as read, choose which are mailed",
  "project.list": "List the projects one is a member of",
  "project.create": "Create a project, and own it",
  "project.read": "Open a project",
  "project.manage": "Rename a project; switch blind work on or off",
  "project.archive": "Archive and restore a project",
  "member.read": "See who works on a project",
  "member.manage": "Invite people, change their roles, take them off",
  "scheme.read": "Read the annotation scheme",
  "scheme.edit": "Put a new version of the scheme in force",
  "document.read": "List, search and read documents",
  "document.import": "Add documents, run imports",
  "document.edit": "Change metadata of documents",
  "document.delete": "Remove and restore documents",
  "annotation.read": "Read the annotations that one may see",
  "annotation.create": "Annotate, in a set of one's own",
  "annotation.edit": "Change and remove one's own annotations; nobody's else",
  "displacement.resolve":
    "Place or drop annotations that a corrected text displaced: one's own, or for leads anybody's",
  "assignment.submit": "Submit one's own work on a document",
  "assignment.reopen": "Take back a submission: one's own, or for leads anybody's",
  "annotation.correct": "Correct a teammate's annotation, under one's own name",
  "round.read": "See the rounds of a project and who works in them",
  "round.manage": "Plan, open and close rounds, and say who codes what",
  "round.claim": "Take the next document of a round, and give it back",
  "progress.read": "See how far one's own work is",
  "progress.readAll": "See how far everybody's work is, and who has what",
  "review.read": "Read verdicts on the annotations that one may see",
  "review.write": "Accept, reject or question a teammate's annotation that one may see",
  "comment.read": "Read the conversations that one may see",
  "comment.write": "Begin conversations, answer and resolve them",
  "comment.edit": "Change and remove one's own comments, or for leads anybody's",
  "guideline.read": "Read the guidelines and their cases",
  "guideline.edit": "Put new guidelines in force and attach cases to rules",
  "adjudication.read": "See where annotators differ",
  "adjudication.decide": "Resolve differences, make the gold and change it by hand",
  "agreement.read": "Read reports of agreement between annotators",
  "agreement.run": "Measure agreement between annotators",
  "presence.send": "Say where one is reading and what one has read, and see who else is there",
  "entity.read": "Read the entities that one may see",
  "entity.edit": "Add, change and remove entities of one's own",
  "change.read": "Read the log and follow it live, as far as one may see",
  "corpus.export": "Export what one may see",
};

const nobody: Readonly<Record<string, string>> = {
  anyone: "anyone, signed in or not",
  people: "everybody signed in",
  creators: "administrators and those they allow",
  administrators: "administrators",
};
const namesOf = ({ who }: WhoMay): string =>
  typeof who === "string" ? (nobody[who] ?? who) : who.join(", ");
const mark = (isTrue: boolean): string => (isTrue ? "yes" : "no");

function rowOf(permission: Permission): string {
  const answer = whoMay(permission);
  const cells = [
    `\`${permission}\``,
    meanings[permission],
    namesOf(answer),
    mark(answer.byKey),
    mark(answer.inArchive),
  ];
  return `| ${cells.join(" | ")} |`;
}

function operationsOf(permission: Permission): string {
  const used = Object.values(operations).filter((operation) => operation.permission === permission);
  const calls = used.map(({ method, path }) => `\`${method} ${path}\``);
  return `- \`${permission}\`: ${calls.join(", ") || "nothing yet"}`;
}

const page = `# Who may do what

Made from \`lib/policy/policy.ts\`, the one table that decides, and from the declared operations of the API; a test keeps
this page true. After a change there: \`npx vitest run --project unit lib/test/permissions-page -u\`.

Roles are a person's in one project. Who is no member of a project can't tell whether it exists; that holds for
administrators too, who run the installation and not its projects. An API key can do at most what its person may, less if
it was made for less, and never what is for people in a session only. In an archived project only what says so goes on.

| Permission | Lets one | Who | With an API key | In an archived project |
|---|---|---|:-:|:-:|
${permissions.map(rowOf).join("\n")}

## What one sees

Owners and curators see everybody's work. In a project that is not blind, so do all members. In a blind project annotators
and viewers see work of their own, and everybody's on a document that has opened: they and everybody else who has begun
it have submitted. Somebody who left the project without submitting is not waited for. The same rule filters
annotations, entities, counts, the log, live feeds and exports. E-mail addresses of members are shown to owners only.

## Which operations ask for which permission

${permissions.map(operationsOf).join("\n")}
`;

it("the page about permissions says what the permission table says", async () => {
  await expect(page).toMatchFileSnapshot("../../docs/permissions.md");
});
