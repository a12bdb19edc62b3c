import account from "./en/account.json";
import activity from "./en/activity.json";
import adjudication from "./en/adjudication.json";
import administration from "./en/administration.json";
import common from "./en/common.json";
import documents from "./en/documents.json";
import errors from "./en/errors.json";
import exports from "./en/exports.json";
import guidelines from "./en/guidelines.json";
import imports from "./en/imports.json";
import people from "./en/people.json";
import projects from "./en/projects.json";
import reader from "./en/reader.json";
import reference from "./en/reference.json";
import scheme from "./en/scheme.json";
import signIn from "./en/signIn.json";

/** Every namespace of the user interface's English. A new one is a file in `en/` and a line here. */
export const messages = {
  account,
  activity,
  adjudication,
  administration,
  common,
  documents,
  errors,
  exports,
  guidelines,
  imports,
  people,
  projects,
  reader,
  reference,
  scheme,
  signIn,
};
