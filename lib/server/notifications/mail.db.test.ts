import { SMTPServer } from "smtp-server";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { MAILS_OF_ONE_PER_HOUR_MAX, MAILS_PER_HOUR_MAX } from "@/lib/contracts/notifications";
import { openInstallation, scopeOf } from "@/lib/test/open-installation";
import { addDocument, openTeam, type Team } from "@/lib/test/open-team";
import { db, transact } from "../database";
import { ensureJobSchema, runJobs } from "../jobs/run-jobs";
import { mailNotification } from "./mail";
import { markNotificationsRead, type NewNotification, notify, updateNotificationSettings } from "./write";

/** A mail server of our own; `refuses` answers with an error of the protocol, `breaks` hangs up in mid-sentence. */
class Post {
  readonly letters: { readonly to: readonly string[]; readonly text: string }[] = [];
  behaves: "well" | "refuses" | "breaks" = "well";
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        if (this.behaves === "breaks") {
          for (const connection of this.#server.connections) connection.close();
          return;
        }
        if (this.behaves === "refuses") return done(Object.assign(new Error("Later"), { responseCode: 451 }));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        this.letters.push({ to, text: Buffer.concat(pieces).toString("utf8") });
        done();
      });
    },
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.server.address();
    if (address === null || typeof address === "string") throw new Error("No port");
    return `smtp://127.0.0.1:${address.port}`;
  }
  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

const post = new Post();
let close: () => Promise<void>;
let team: Team;
let document: string;
beforeAll(async () => {
  const SMTP_URL = await post.open();
  ({ close } = await openInstallation({
    SMTP_URL,
    MAIL_FROM: "Concord <desk@herald.example>",
    APP_URL: "https://concord.example",
  }));
  await ensureJobSchema();
  team = await openTeam({ blind: false });
  document = await addDocument(team, "A secret headline", "A secret sentence.");
});
beforeEach(() => {
  post.letters.length = 0;
  post.behaves = "well";
});
afterAll(async () => {
  await close();
  await post.close();
});

type Person = Team["ana"];
async function tell(kind: NewNotification["kind"] = "mention", to: Person = team.ben, by: Person = team.ana) {
  const told = { userId: to.userId, kind, documentId: document, subjectId: document, setId: null };
  await transact((tx) => notify(tx, { projectId: team.projectId, principal: by }, [told]));
  const row = await db().notification.findFirstOrThrow({ orderBy: { id: "desc" } });
  return { projectId: team.projectId, notificationId: row.id };
}
const mailedAt = async ({ notificationId }: { notificationId: string }) =>
  (await db().notification.findFirstOrThrow({ where: { id: notificationId } })).mailedAt;
const jobs = () => db().$queryRaw<unknown[]>`SELECT 1 FROM graphile_worker.jobs`;

describe("mail", () => {
  it("says who did what and where to look, and nothing of the article or of what was said", async () => {
    await mailNotification(await tell());
    const [letter] = post.letters;
    expect(letter?.to).toEqual([team.ben.email]);
    expect(letter?.text).toContain(`Subject: Concord: ${team.ana.name} has mentioned you in a conversation`);
    expect(letter?.text).toContain("From: Concord <desk@herald.example>");
    expect(letter?.text).toContain("https://concord.example/inbox");
    expect(letter?.text).toContain("Content-Type: text/plain");
    expect(letter?.text).not.toMatch(/secret/);
  });

  it("is one subject and one list of addresses, whatever a name holds", async () => {
    const rename = (name: string) => db().user.update({ where: { id: team.ana.userId }, data: { name } });
    const project = (name: string) => db().project.update({ where: { id: team.projectId }, data: { name } });
    const { name: was } = await db().project.findUniqueOrThrow({ where: { id: team.projectId } });
    await rename("Ana\r\nBcc: eve@evil.example\r\n\r\nPay\u202eyap");
    await project("Press\u2028Pay\u2066");
    await mailNotification(await tell());
    await rename(team.ana.name);
    await project(was);
    const [letter] = post.letters;
    expect(letter?.to).toEqual([team.ben.email]);
    const [head = "", body = ""] = letter?.text.split("\r\n\r\n") ?? [];
    expect(head.replace(/\r\n /g, " ")).toContain(
      "Subject: Concord: Ana Bcc: eve@evil.example Pay yap has mentioned you in a conversation",
    );
    expect(head).not.toMatch(/^Bcc/m);
    expect(body).toMatch(/^Ana Bcc/);
    expect(body).toContain("Press Pay");
  });

  it("is never sent twice, however often its job runs", async () => {
    const told = await tell();
    await Promise.all([mailNotification(told), mailNotification(told), mailNotification(told)]);
    await mailNotification(told);
    expect(post.letters).toHaveLength(1);
  });

  it("is tried again when the mail server did not take it", async () => {
    const told = await tell();
    post.behaves = "refuses";
    await expect(mailNotification(told)).rejects.toThrow("Later");
    expect(await mailedAt(told)).toBeNull();
    post.behaves = "well";
    await mailNotification(told);
    expect(post.letters).toHaveLength(1);
    expect(await mailedAt(told)).not.toBeNull();
  });

  it("is not sent again when nobody knows whether it was taken", async () => {
    const told = await tell();
    post.behaves = "breaks";
    await mailNotification(told);
    post.behaves = "well";
    await mailNotification(told);
    expect(post.letters).toHaveLength(0);
    expect(await mailedAt(told)).not.toBeNull();
  });

  it("is not sent of what has been read, is not wanted, or is no longer to be seen", async () => {
    const read = await tell();
    const scope = await scopeOf("notification.manage", team.ben);
    await markNotificationsRead(scope, { ids: [read.notificationId] });
    await mailNotification(read);
    const left = await tell("mention", team.viewer);
    await db().member.deleteMany({ where: { projectId: team.projectId, id: team.viewer.userId } });
    await mailNotification(left);
    const unwanted = await tell();
    await updateNotificationSettings(scope, []);
    await mailNotification(unwanted);
    expect(post.letters).toEqual([]);
    await updateNotificationSettings(scope, ["assignment", "mention"]);
  });

  it("is at most so many an hour, and fewer because of one person; the last says that the inbox has the rest", async () => {
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    /** What has been mailed to somebody who has had none. */
    const mailed = async (count: number, by: string, minutes: number) => {
      const { projectId } = team;
      const row = {
        projectId,
        userId: team.ana.userId,
        kind: "mention",
        actorId: by,
        mailedAt: at(minutes),
      };
      await db().notification.createMany({
        data: Array.from({ length: count }, () => ({ ...row, id: uuidv7() })),
      });
    };

    const toAna = async (by: Person = team.ben) => mailNotification(await tell("mention", team.ana, by));

    await mailed(MAILS_OF_ONE_PER_HOUR_MAX, team.ben.userId, 61);
    await mailed(MAILS_OF_ONE_PER_HOUR_MAX - 2, team.ben.userId, 59);
    for (const _ of ["one", "last", "too many"]) await toAna();
    expect(
      post.letters.map(({ text }) => text.includes(`No more mail of what ${team.ben.name} does`)),
    ).toEqual([false, true]);
    await mailed(MAILS_PER_HOUR_MAX - MAILS_OF_ONE_PER_HOUR_MAX - 1, uuidv7(), 59);
    await toAna(team.owner);
    expect(post.letters[2]?.text).toContain("No more mail of anything");
    await toAna(team.owner);
    expect(post.letters).toHaveLength(3);
    await mailNotification(await tell());
    expect(post.letters[3]?.to).toEqual([team.ben.email]);
  });

  it("is a job of its own for kinds that a person wants mailed, sent by a running worker after the commit", async () => {
    await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    await tell("reply");
    expect(await jobs()).toEqual([]);
    const undone = transact(async (tx) => {
      const told = {
        userId: team.ben.userId,
        kind: "mention",
        documentId: null,
        subjectId: null,
        setId: null,
      } as const;
      await notify(tx, { projectId: team.projectId, principal: team.ana }, [told]);
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    expect(await jobs()).toEqual([]);
    await tell();
    const worker = await runJobs();
    await expect.poll(() => post.letters.length, { timeout: 120_000 }).toBe(1);
    await worker.stop();
  });

  it("is not so much as a job where no mail server is named", async () => {
    vi.stubEnv("SMTP_URL", "");
    vi.resetModules();
    const { notify: tellAnew } = await import("./write");
    const { transact: run, disconnect } = await import("../database");
    await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    const told = {
      userId: team.ben.userId,
      kind: "mention",
      documentId: null,
      subjectId: null,
      setId: null,
    } as const;
    await run((tx) => tellAnew(tx, { projectId: team.projectId, principal: team.ana }, [told]));
    expect(await jobs()).toEqual([]);
    await disconnect();
  });
});
