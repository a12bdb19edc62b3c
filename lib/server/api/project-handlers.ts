import "server-only";
import { listProjects, readProject, readProjectScheme } from "../projects/read";
import { archiveProject, createProject, restoreProject, updateProject } from "../projects/write";
import { replaceScheme } from "../schemes/write";
import type { Handlers } from "./handler";

export const projectHandlers = {
  createProject: ({ scope, body }) => createProject(scope, body),
  listProjects: ({ scope, query }) => listProjects(scope, query),
  readProject: ({ scope }) => readProject(scope),
  updateProject: ({ scope, body }) => updateProject(scope, body),
  archiveProject: ({ scope }) => archiveProject(scope),
  restoreProject: ({ scope }) => restoreProject(scope),
  readScheme: ({ scope, query }) => readProjectScheme(scope, query),
  replaceScheme: ({ scope, body }) => replaceScheme(scope, body),
} satisfies Handlers<
  | "createProject"
  | "listProjects"
  | "readProject"
  | "updateProject"
  | "archiveProject"
  | "restoreProject"
  | "readScheme"
  | "replaceScheme"
>;
