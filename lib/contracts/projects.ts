import { z } from "zod";
import { projectRoles } from "@/lib/policy/policy";
import { Email } from "./email";
import { Id, Name, Nothing, operation, PageQuery, page, Revision, RevisionInQuery, Time } from "./operation";
import { SchemeShape, titleIssues } from "./scheme";

export const Role = z.enum(projectRoles);

export const ProjectResource = z.strictObject({
  id: Id,
  name: z.string(),
  blind: z.boolean(),
  role: Role,
  schemeVersion: z.int(),
  createdAt: Time,
  archivedAt: Time.nullable(),
  revision: Revision,
  counts: z.strictObject({ documents: z.int(), members: z.int() }),
});
export type ProjectResource = z.infer<typeof ProjectResource>;

export const createProject = operation({
  method: "POST",
  path: "/projects",
  permission: "project.create",
  summary: "Start a project with the default scheme. You become its owner.",
  creates: true,
  body: z.strictObject({ id: Id.optional(), name: Name, blind: z.boolean().optional() }),
  returns: ProjectResource,
});

export const listProjects = operation({
  method: "GET",
  path: "/projects",
  permission: "project.list",
  summary: "The projects you are a member of.",
  query: z.strictObject({ ...PageQuery, archived: z.stringbool().optional() }),
  returns: page(ProjectResource),
});

export const readProject = operation({
  method: "GET",
  path: "/projects/{project}",
  permission: "project.read",
  summary: "One project.",
  returns: ProjectResource,
});

export const updateProject = operation({
  method: "PATCH",
  path: "/projects/{project}",
  permission: "project.manage",
  summary: "Rename a project, or change whether annotators work blind.",
  body: z.strictObject({ name: Name.optional(), blind: z.boolean().optional(), revision: Revision }),
  returns: ProjectResource,
});

export const archiveProject = operation({
  method: "POST",
  path: "/projects/{project}:archive",
  permission: "project.archive",
  summary: "Make a project read-only and take it off the list. Nothing is deleted.",
  body: Nothing.optional(),
  returns: ProjectResource,
});

export const restoreProject = operation({
  method: "POST",
  path: "/projects/{project}:restore",
  permission: "project.archive",
  summary: "Open an archived project again.",
  body: Nothing.optional(),
  returns: ProjectResource,
});

export const SchemeResource = z.strictObject({ version: z.int(), scheme: SchemeShape, createdAt: Time });

export const readScheme = operation({
  method: "GET",
  path: "/projects/{project}/scheme",
  permission: "scheme.read",
  summary: "The annotation scheme in force, or an earlier version of it.",
  query: z.strictObject({ version: RevisionInQuery.optional() }),
  returns: SchemeResource,
});

export const readSchemeStyle = operation({
  method: "GET",
  path: "/projects/{project}/scheme/style.css",
  permission: "scheme.read",
  summary: "The tag colours and line patterns of a version of the scheme as a style sheet.",
  wire: "download",
  query: z.strictObject({ version: RevisionInQuery }),
  returns: z.string(),
});

export const replaceScheme = operation({
  method: "PUT",
  path: "/projects/{project}/scheme",
  permission: "scheme.edit",
  summary: "Put a new version of the scheme in force. A tag in use can be retired, not removed.",
  body: z
    .strictObject({ version: Revision.describe("The version you read."), scheme: SchemeShape })
    .superRefine(({ scheme }, context) => {
      for (const { path, message } of titleIssues(scheme))
        context.addIssue({ code: "custom", message, path: ["scheme", ...path] });
    }),
  returns: SchemeResource,
});

export const MemberResource = z.strictObject({
  id: Id,
  name: z.string(),
  email: z.string().nullable().describe("Shown to owners only."),
  role: Role,
  createdAt: Time,
  revision: Revision,
});

export const listMembers = operation({
  method: "GET",
  path: "/projects/{project}/members",
  permission: "member.read",
  summary: "Who works on a project.",
  query: z.strictObject(PageQuery),
  returns: page(MemberResource),
});

export const updateMember = operation({
  method: "PATCH",
  path: "/projects/{project}/members/{member}",
  permission: "member.manage",
  summary: "Change a member's role. A project keeps at least one owner.",
  body: z.strictObject({ role: Role, revision: Revision }),
  returns: MemberResource,
});

export const removeMember = operation({
  method: "DELETE",
  path: "/projects/{project}/members/{member}",
  permission: "member.manage",
  summary: "Take a member off the project. Their work stays.",
  returns: Nothing,
});

export const InvitationResource = z.strictObject({
  id: Id,
  email: z.string(),
  role: Role,
  createdAt: Time,
  expiresAt: Time,
  state: z.enum(["open", "used", "expired", "revoked"]),
});

export const createInvitation = operation({
  method: "POST",
  path: "/projects/{project}/invitations",
  permission: "member.manage",
  summary: "Make a link that lets one person join with a role. The link is shown once.",
  creates: true,
  body: z.strictObject({
    role: Role,
    email: Email.optional().describe("If given, only an account with this address can use the link."),
  }),
  returns: InvitationResource.extend({ link: z.string() }),
});

export const listInvitations = operation({
  method: "GET",
  path: "/projects/{project}/invitations",
  permission: "member.manage",
  summary: "Invitations that were made.",
  query: z.strictObject(PageQuery),
  returns: page(InvitationResource),
});

export const revokeInvitation = operation({
  method: "DELETE",
  path: "/projects/{project}/invitations/{invitation}",
  permission: "member.manage",
  summary: "Make an invitation link useless.",
  returns: Nothing,
});
