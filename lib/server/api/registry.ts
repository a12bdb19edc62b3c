import "server-only";
import type { OperationName } from "@/lib/contracts/registry";
import { accountHandlers } from "./account-handlers";
import { adjudicationHandlers } from "./adjudication-handlers";
import { annotationHandlers } from "./annotation-handlers";
import { documentHandlers } from "./document-handlers";
import { entityHandlers } from "./entity-handlers";
import { exportHandlers } from "./export-handlers";
import { guidelineHandlers } from "./guideline-handlers";
import type { Handlers } from "./handler";
import { importHandlers } from "./import-handlers";
import { installationHandlers } from "./installation-handlers";
import { linkHandlers } from "./link-handlers";
import { memberHandlers } from "./member-handlers";
import { projectHandlers } from "./project-handlers";
import { userHandlers } from "./user-handlers";

/** What answers each operation. An operation that was declared and has no handler here does not compile. */
export const handlers: Handlers<OperationName> = {
  ...accountHandlers,
  ...adjudicationHandlers,
  ...annotationHandlers,
  ...documentHandlers,
  ...entityHandlers,
  ...exportHandlers,
  ...guidelineHandlers,
  ...importHandlers,
  ...installationHandlers,
  ...linkHandlers,
  ...memberHandlers,
  ...projectHandlers,
  ...userHandlers,
};
