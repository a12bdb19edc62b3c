import { z } from "zod";
import { permissions } from "@/lib/policy/policy";
import { Email } from "./email";
import { FreeText, Id, Name, Nothing, operation, PageQuery, page, Time } from "./operation";
import { Role } from "./projects";

const Secret = z.string().min(20).max(200);
/** Length only (NIST SP 800-63B, ASVS 6.2): composition rules make passwords worse. */
export const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 500;
/** Counted in code points, in the spelling (NFKC) that is hashed: what a person sees as one character is one. */
const lengthOf = (password: string) => [...password.normalize("NFKC")].length;
export const Password = z
  .string()
  // NFKC makes one UTF-16 unit eighteen at most; what is longer than this is refused before it costs time.
  .max(PASSWORD_LENGTH_MAX * 2, `At most ${PASSWORD_LENGTH_MAX} characters`)
  .refine((password) => password.isWellFormed(), "Holds characters that can't be stored")
  .refine(
    (password) => lengthOf(password) >= PASSWORD_LENGTH_MIN,
    `At least ${PASSWORD_LENGTH_MIN} characters`,
  )
  .refine(
    (password) => lengthOf(password) <= PASSWORD_LENGTH_MAX,
    `At most ${PASSWORD_LENGTH_MAX} characters`,
  );

export const AccountResource = z.strictObject({
  id: Id,
  name: z.string(),
  email: z.string(),
  administers: z.boolean(),
  mayCreateProjects: z.boolean(),
  hasPassword: z.boolean(),
});

export const readAccount = operation({
  method: "GET",
  path: "/account",
  permission: "account.read",
  summary: "Who you are.",
  returns: AccountResource,
});

export const updateAccount = operation({
  method: "PATCH",
  path: "/account",
  permission: "account.manage",
  summary: "Change your name.",
  body: z.strictObject({ name: Name }),
  returns: AccountResource,
});

export const changePassword = operation({
  method: "POST",
  path: "/account/password",
  permission: "account.manage",
  summary: "Change your password. Your other sessions end.",
  body: z.strictObject({ current: z.string().max(PASSWORD_LENGTH_MAX * 2), next: Password }),
  returns: Nothing,
});

export const SessionResource = z.strictObject({
  id: Id,
  createdAt: Time,
  lastSeenAt: Time,
  expiresAt: Time,
  userAgent: z.string(),
  address: z.string(),
  isThis: z.boolean(),
});

export const listSessions = operation({
  method: "GET",
  path: "/account/sessions",
  permission: "account.manage",
  summary: "Where you are signed in.",
  query: z.strictObject(PageQuery),
  returns: page(SessionResource),
});

export const endSession = operation({
  method: "DELETE",
  path: "/account/sessions/{session}",
  permission: "account.manage",
  summary: "Sign out one of your sessions.",
  returns: Nothing,
});

export const endOtherSessions = operation({
  method: "POST",
  path: "/account/sessions:end-all",
  permission: "account.manage",
  summary: "Sign out everywhere, here too unless you keep this session.",
  body: z.strictObject({ keepThis: z.boolean().default(false) }),
  returns: z.strictObject({ ended: z.int() }),
});

export const ApiKeyResource = z.strictObject({
  id: Id,
  name: z.string(),
  prefix: z.string(),
  permissions: z.array(z.string()).nullable(),
  projectId: Id.nullable(),
  createdAt: Time,
  expiresAt: Time.nullable(),
  lastUsedAt: Time.nullable(),
  revokedAt: Time.nullable(),
});

export const createApiKey = operation({
  method: "POST",
  path: "/account/keys",
  permission: "account.manage",
  summary: "Make an API key. It is shown once.",
  creates: true,
  body: z.strictObject({
    name: Name,
    permissions: z
      .array(z.enum(permissions as [(typeof permissions)[number], ...(typeof permissions)[number][]]))
      .min(1)
      .nullable()
      .default(null)
      .describe("What the key may do at most; null for whatever you may."),
    projectId: Id.nullable().default(null),
    expiresAt: Time.nullable().default(null),
  }),
  returns: ApiKeyResource.extend({ key: z.string() }),
});

export const listApiKeys = operation({
  method: "GET",
  path: "/account/keys",
  permission: "account.manage",
  summary: "Your API keys, without their secrets.",
  query: z.strictObject(PageQuery),
  returns: page(ApiKeyResource),
});

export const revokeApiKey = operation({
  method: "DELETE",
  path: "/account/keys/{key}",
  permission: "account.manage",
  summary: "Make an API key useless at once.",
  returns: ApiKeyResource,
});

export const readLink = operation({
  method: "POST",
  path: "/links:read",
  permission: "link.use",
  summary:
    "What a set-up, invitation or reset link is for. The token travels in the body, never in an address.",
  body: z.strictObject({ token: Secret }),
  returns: z.strictObject({
    purpose: z.enum(["setup", "invitation", "reset"]),
    email: z.string(),
    projectName: z.string().nullable(),
    role: Role.nullable(),
    expiresAt: Time,
    hasAccount: z
      .boolean()
      .describe("Whether an account with this address exists, whose password is then asked."),
  }),
});

export const useLink = operation({
  method: "POST",
  path: "/links:use",
  permission: "link.use",
  summary:
    "Use a link once: make the owner account, set a new password, or join a project (signed in, with the password of an account, or as a new person).",
  body: z.strictObject({
    token: Secret,
    email: Email.optional(),
    name: Name.optional(),
    password: z
      .string()
      .max(PASSWORD_LENGTH_MAX * 2)
      .optional(),
  }),
  returns: z.strictObject({ email: z.string(), projectId: Id.nullable() }),
});

export const UserResource = z.strictObject({
  id: Id,
  name: z.string(),
  email: z.string(),
  administers: z.boolean(),
  mayCreateProjects: z.boolean(),
  disabledAt: Time.nullable(),
  createdAt: Time,
});

export const listUsers = operation({
  method: "GET",
  path: "/users",
  permission: "installation.administer",
  summary: "Everybody with an account here.",
  query: z.strictObject({ ...PageQuery, search: FreeText(200).optional() }),
  returns: page(UserResource),
});

export const updateUser = operation({
  method: "PATCH",
  path: "/users/{user}",
  permission: "installation.administer",
  summary: "Let somebody create projects or administer, or disable an account and end its sessions.",
  body: z
    .strictObject({ administers: z.boolean(), mayCreateProjects: z.boolean(), isDisabled: z.boolean() })
    .partial(),
  returns: UserResource,
});

export const createResetLink = operation({
  method: "POST",
  path: "/users/{user}:reset-link",
  permission: "installation.administer",
  summary: "A one-time link with which somebody sets a new password.",
  creates: true,
  body: Nothing.optional(),
  returns: z.strictObject({ link: z.string(), expiresAt: Time }),
});
