import {
  type Permission,
  type Principal,
  type ProjectRole,
  permits,
  projectRoles,
  type Subject,
} from "./policy";

/** Who a permission is for, as the table answers it, for people to read. */
export type WhoMay = {
  /**
   * "anyone" needs no account; "people" are all who are signed in; "creators" may create projects, and
   * "administrators" run the installation; else members of the project with these roles.
   */
  readonly who: "anyone" | "people" | "creators" | "administrators" | readonly ProjectRole[];
  /** Whether a key can have it, or only a person in a session. */
  readonly byKey: boolean;
  /** Whether it goes on in an archived project. */
  readonly inArchive: boolean;
};

const session = { kind: "session", sessionId: "" } as const;
const key = { kind: "apiKey", apiKeyId: "", permissions: null, projectId: null } as const;
const person: Principal = {
  userId: "",
  name: "",
  administers: false,
  mayCreateProjects: false,
  via: session,
};
const nowhere: Subject = { role: null, isBlind: true, isArchived: false };

/** Asks the table as each kind of caller would. */
export function whoMay(permission: Permission): WhoMay {
  const may = (principal: Principal | null, subject: Subject = nowhere) =>
    permits(principal, permission, subject);
  const everything = { ...person, administers: true, mayCreateProjects: true };
  const owner: Subject = { ...nowhere, role: "owner" };
  return {
    who: may(null)
      ? "anyone"
      : may(person)
        ? "people"
        : may({ ...person, mayCreateProjects: true })
          ? "creators"
          : may({ ...person, administers: true })
            ? "administrators"
            : projectRoles.filter((role) => may(person, { ...nowhere, role })),
    byKey: may({ ...everything, via: key }, owner),
    inArchive: may(everything, { ...owner, isArchived: true }),
  };
}
