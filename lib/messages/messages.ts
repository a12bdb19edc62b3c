import account from "./en/account.json";
import activity from "./en/activity.json";
import adjudication from "./en/adjudication.json";
import administration from "./en/administration.json";
import agreement from "./en/agreement.json";
import common from "./en/common.json";
import compare from "./en/compare.json";
import documents from "./en/documents.json";
import errors from "./en/errors.json";
import exports from "./en/exports.json";
import guidelines from "./en/guidelines.json";
import imports from "./en/imports.json";
import inbox from "./en/inbox.json";
import people from "./en/people.json";
import progress from "./en/progress.json";
import projects from "./en/projects.json";
import reader from "./en/reader.json";
import reference from "./en/reference.json";
import review from "./en/review.json";
import revisions from "./en/revisions.json";
import rounds from "./en/rounds.json";
import scheme from "./en/scheme.json";
import signIn from "./en/signIn.json";
import threads from "./en/threads.json";

/** Every namespace of the user interface's English. A new one is a file in `en/` and a line here. */
export const messages = {
  account,
  activity,
  adjudication,
  administration,
  agreement,
  common,
  compare,
  documents,
  errors,
  exports,
  guidelines,
  imports,
  inbox,
  people,
  progress,
  projects,
  reader,
  reference,
  rounds,
  revisions,
  review,
  scheme,
  signIn,
  threads,
};
