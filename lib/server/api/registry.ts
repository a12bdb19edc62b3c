import "server-only";
import type { OperationName } from "@/lib/contracts/registry";
import { accountHandlers } from "./account-handlers";
import { adjudicationHandlers } from "./adjudication-handlers";
import { agreementHandlers } from "./agreement-handlers";
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
import { notificationHandlers } from "./notification-handlers";
import { presenceHandlers } from "./presence-handlers";
import { progressHandlers } from "./progress-handlers";
import { projectHandlers } from "./project-handlers";
import { reviewHandlers } from "./review-handlers";
import { revisionHandlers } from "./revision-handlers";
import { roundHandlers } from "./round-handlers";
import { threadHandlers } from "./thread-handlers";
import { userHandlers } from "./user-handlers";

/** What answers each operation. An operation that was declared and has no handler here does not compile. */
export const handlers: Handlers<OperationName> = {
  ...accountHandlers,
  ...agreementHandlers,
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
  ...progressHandlers,
  ...projectHandlers,
  ...roundHandlers,
  ...notificationHandlers,
  ...presenceHandlers,
  ...threadHandlers,
  ...revisionHandlers,
  ...reviewHandlers,
  ...userHandlers,
};
