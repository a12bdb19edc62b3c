import "server-only";
import { Readable } from "node:stream";
import nodemailer from "nodemailer";
import { z } from "zod";
import {
  MAILS_OF_ONE_PER_HOUR_MAX,
  MAILS_PER_HOUR_MAX,
  type NotificationKind,
  notificationKinds,
} from "@/lib/contracts/notifications";
import { plainName } from "@/lib/domain/text/plain-name";
import { db } from "../database";
import { env } from "../env";
import { origin } from "../installation/read";
import { mayBeSeen, viewersOf } from "../viewers";

const Payload = z.object({ projectId: z.uuid(), notificationId: z.uuid() });
const Details = z.object({
  setId: z.uuid().optional(),
  isTakenBack: z.boolean().optional(),
  count: z.int().optional(),
});
type Details = z.infer<typeof Details>;
const PATIENCE_MS = 20_000;

/**
 * Mails one notification. What has been read meanwhile, is no longer wanted or no longer to be seen is not sent.
 *
 * Never sent twice: the row is marked before the mail is handed in, and the mark is taken back only when the mail
 * server has certainly not taken it. When the line breaks with the mail on its way, the inbox still has it.
 */
export async function mailNotification(payload: unknown): Promise<void> {
  const { projectId, notificationId: id } = Payload.parse(payload);
  const { SMTP_URL } = env();
  const message = SMTP_URL === undefined ? null : await messageFor(projectId, id);
  if (!message || SMTP_URL === undefined) return;
  const { count } = await db().notification.updateMany({
    where: { projectId, id, mailedAt: null, readAt: null },
    data: { mailedAt: new Date() },
  });
  if (count === 0) return;
  try {
    await send(SMTP_URL, message);
  } catch (error) {
    if (error instanceof Unanswered) return;
    await db().notification.update({
      where: { projectId_id: { projectId, id } },
      data: { mailedAt: null },
      select: { id: true },
    });
    throw error;
  }
}

type Message = { readonly to: string; readonly subject: string; readonly text: string; readonly id: string };

async function messageFor(projectId: string, id: string): Promise<Message | null> {
  const row = await db().notification.findUnique({
    where: { projectId_id: { projectId, id } },
    include: { project: { select: { name: true } } },
  });
  const kind = notificationKinds.find((known) => known === row?.kind);
  if (!row || !kind || row.readAt !== null || row.mailedAt !== null) return null;
  const viewers = await viewersOf(db(), projectId, [row.userId]);
  const viewer = viewers.get(row.userId);
  if (!viewer) return null;
  const details = Details.catch({}).parse(row.details);
  const sight = { setId: details.setId ?? null, documentId: row.documentId };
  const seen = await mayBeSeen(db(), [{ viewer, sight }]);
  if (seen.size === 0) return null;
  const [user, actor] = await Promise.all([
    db().user.findUnique({ where: { id: row.userId }, select: { email: true, mailed: true } }),
    row.actorId === null
      ? null
      : db().user.findUnique({ where: { id: row.actorId }, select: { name: true } }),
  ]);
  if (!user?.mailed.includes(kind)) return null;
  const left = await mailsLeft(row);
  if (left === null) return null;
  // Names that were given before they had to be one line are made one here: they stand in a mail's subject.
  const who = plainName(actor?.name ?? "Somebody");
  const said = sentences[kind](who, details);
  const sentence = row.actorId === null ? (byClock[kind] ?? said) : said;
  return { to: user.email, id, ...wordsOf(sentence, plainName(row.project.name), who, left) };
}

/**
 * Which mails there will be after this one, or null where there have been so many within the hour that this one is
 * left to the inbox. What one person does fills half of it at most, so that nobody can keep others' news away. Mails
 * are sent one after the other, so that each finds those before it counted.
 */
async function mailsLeft({
  userId,
  actorId,
}: {
  readonly userId: string;
  readonly actorId: string | null;
}): Promise<"all" | "ofOthers" | "none" | null> {
  const [row] = await db().$queryRaw<{ sent: number; ofOne: number }[]>`
    SELECT count(*)::int AS "sent", count(*) FILTER (WHERE n."actorId" = ${actorId}::uuid)::int AS "ofOne"
    FROM "Notification" n WHERE n."userId" = ${userId}::uuid AND n."mailedAt" > now() - interval '1 hour'
      AND n."createdAt" > now() - interval '2 days'`;
  const { sent = 0, ofOne = 0 } = row ?? {};
  if (sent >= MAILS_PER_HOUR_MAX || ofOne >= MAILS_OF_ONE_PER_HOUR_MAX) return null;
  if (sent + 1 === MAILS_PER_HOUR_MAX) return "none";
  return ofOne + 1 === MAILS_OF_ONE_PER_HOUR_MAX ? "ofOthers" : "all";
}

/** No word of an article or of what was said about it: a mailbox is not as well kept as the project. */
const sentences: Readonly<Record<NotificationKind, (who: string, details: Details) => string>> = {
  assignment: (who) => `${who} has given you documents to annotate`,
  reminder: (who) => `${who} reminds you of documents that you have not submitted`,
  mention: (who) => `${who} has mentioned you in a conversation`,
  reply: (who) => `${who} has written in a conversation you take part in`,
  resolved: (who) => `${who} has ended or reopened a conversation you take part in`,
  verdict: (who, { count = 1, isTakenBack = false }) => {
    const what = count > 1 ? "annotations" : "an annotation";
    return isTakenBack
      ? `${who} has taken back a review of ${what} of yours`
      : `${who} has reviewed ${what} of yours`;
  },
  correction: (who) => `${who} has corrected annotations of yours`,
  reopened: (who) => `${who} has reopened a document that you had submitted`,
  adjudicated: (who) => `${who} has adjudicated a document that you annotated`,
  guideline: (who) => `${who} has changed the guidelines`,
};

/** What nobody did is said of nobody. */
const byClock: Readonly<Partial<Record<NotificationKind, string>>> = {
  reminder: "There are documents that you have not submitted and that are due",
};

function wordsOf(
  sentence: string,
  project: string,
  who: string,
  left: "all" | "ofOthers" | "none",
): { subject: string; text: string } {
  const lines = [
    `${sentence} in the project “${project}”.`,
    "",
    `${origin()}/inbox`,
    "",
    ...(left === "all"
      ? []
      : [
          `No more mail of ${left === "none" ? "anything" : `what ${who} does`} for some time:`,
          "your inbox has it.",
          "",
        ]),
    `Which mail you get is chosen at ${origin()}/account`,
    "",
  ];
  return { subject: `Concord: ${sentence}`, text: lines.join("\n") };
}

async function send(url: string, { to, subject, text, id }: Message): Promise<void> {
  const transport = nodemailer.createTransport({
    url,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = new URL(origin()).hostname;
  let isGiven = false;
  // The library reads the words only once it is connected and signed in.
  const words = Readable.from(
    (function* () {
      isGiven = true;
      yield text;
    })(),
  );
  try {
    await transport.sendMail({
      from: env().MAIL_FROM ?? `Concord <concord@${host}>`,
      to: { name: "", address: to },
      subject,
      text: words,
      textEncoding: "quoted-printable",
      messageId: `<${id}@${host}>`,
      // Nobody's holiday answers to a machine.
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } catch (error) {
    // An answer of the mail server decides; without one nothing is known any more.
    const { responseCode } = (error ?? {}) as { responseCode?: number };
    throw isGiven && responseCode === undefined ? new Unanswered() : error;
  } finally {
    transport.close();
  }
}

/** The line broke after the mail had been given away: only the other side knows whether it arrived. */
class Unanswered extends Error {}
