import { z } from "zod";
import { Id, Nothing, operation } from "./operation";

/** How often an open page says that somebody is there, and after how long without a word they are gone. */
export const PRESENCE_EVERY_MS = 10_000;
export const PRESENCE_SECONDS = 30;
const BLOCK_MAX = 10_000_000;

export const PresentPerson = z.strictObject({
  id: Id.describe("One for each open page."),
  userId: Id,
  name: z.string(),
  block: z.int().describe("The paragraph they are on, counted from 0."),
});
export type PresentPerson = z.infer<typeof PresentPerson>;

/** The event of the change feed of one document that says who is there now. */
export const PRESENCE_EVENT = "presence";
export const PresenceNews = z.strictObject({ present: z.array(PresentPerson) });
export type PresenceNews = z.infer<typeof PresenceNews>;

const collection = "/projects/{project}/documents/{document}/presence";

export const sendPresence = operation({
  method: "POST",
  path: collection,
  permission: "presence.send",
  summary:
    "Say which paragraph of a document you are on; every 10 seconds, and when it is another one. Answers who else is there, where the document is open to you.",
  body: z.strictObject({
    id: Id.describe("Of your open page, made by you."),
    block: z.int().min(0).max(BLOCK_MAX),
  }),
  returns: PresenceNews,
});

export const endPresence = operation({
  method: "DELETE",
  path: `${collection}/{presence}`,
  permission: "presence.send",
  summary: "Say that you have left.",
  returns: Nothing,
});
