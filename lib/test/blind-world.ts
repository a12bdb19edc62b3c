import { createHash } from "node:crypto";
import { batchAnnotations } from "@/lib/server/annotations/write";
import { reopenDocument } from "@/lib/server/assignments/write";
import { db } from "@/lib/server/database";
import { createEntity } from "@/lib/server/entities/write";
import { replaceGuideline } from "@/lib/server/guidelines/write";
import { sendPresence } from "@/lib/server/presence/write";
import { reportActivity } from "@/lib/server/progress/write";
import { setReview } from "@/lib/server/reviews/write";
import { correctDocument } from "@/lib/server/revisions/write";
import { changeRoundDocuments } from "@/lib/server/rounds/change-documents";
import { claimDocument, giveBackDocument } from "@/lib/server/rounds/claim";
import { closeRound, openRound } from "@/lib/server/rounds/write";
import { createThread } from "@/lib/server/threads/write";
import { addMember, scopeOf, signedInPerson } from "./open-installation";
import { openRoundOf, planRoundOf } from "./open-round";
import { addDocument, mark, openTeam, submit, type Team } from "./open-team";

type Person = Team["ana"];
const titles = ["shared", "claimed", "free", "corrected", "closed", "planned", "bound", "passed"] as const;
type Title = (typeof titles)[number];
type Documents = Readonly<Record<Title, string>>;

export const onlookers = ["ana", "cy", "dan", "eve", "viewer"] as const;
export type BlindWorld = {
  readonly team: Team;
  readonly people: Readonly<Record<(typeof onlookers)[number], Person>>;
  readonly documents: Documents & { readonly correction: string };
  readonly round: string;
};

const TEXT = "Minister Oran met the envoy in Lysa. “We agreed,” she said.\nNobody signed.";
/** What Ben calls the one he marks. */
export const NAME = "The envoy of Lysa";

/** An id by what it is of, equal in every world: so that no request tells one world from another. */
export function idOf(label: string): string {
  const hex = createHash("sha256").update(label).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * A project in which Ben has done everything that somebody can do, or, in a world that is the same but for that,
 * nothing. Ana is in his rounds; Cy came later and has no document; Dan gave one back that he had begun; Eve's
 * submission was reopened; a viewer only looks. Fay is in everything and never submits, so that nothing ever opens.
 */
export async function openBlindWorld(hasWorked: boolean, blind: boolean): Promise<BlindWorld> {
  const team = await openTeam({ blind });
  const { projectId, ana, ben, owner, viewer } = team;
  const join = async (name: string) => {
    const person = await signedInPerson(`${name}${owner.name.replace(/\D/g, "")}`);
    await addMember(projectId, person, "annotator");
    return person;
  };
  const [dan, eve, fay] = [await join("Dan"), await join("Eve"), await join("Fay")];
  const documents = await addDocuments(team);
  const rounds = await openRounds(team, documents, { dan, eve, fay });
  const claim = async (person: Person) =>
    claimDocument(
      await scopeOf("round.claim", person, projectId),
      rounds.claimed,
      idOf(`claim ${person.name}`),
    );
  for (const person of [fay, dan, ...(hasWorked ? [ben] : [])]) await claim(person);
  for (const title of titles) if (blind || title !== "free") await mark(projectId, fay, documents[title]);
  for (const title of titles)
    if (title !== "claimed" && (blind || title !== "free")) await mark(projectId, ana, documents[title]);
  await mark(projectId, dan, documents.claimed, 6);
  await giveBackDocument(await scopeOf("round.claim", dan, projectId), documents.claimed);
  await mark(projectId, eve, documents.shared, 6);
  await submit(projectId, eve, documents.shared);
  await say(team, ana, documents.shared, "ana");
  if (hasWorked) {
    const naming = await scopeOf("entity.edit", ben, projectId);
    await createEntity(naming, { id: idOf("entity"), kind: "actor", name: NAME, aliases: ["She"] });
    for (const title of titles) if (blind || title !== "free") await workOn(team, documents[title], title);
  }
  await reopen(team, documents.shared, eve);
  const correction = await goOn(team, documents, rounds);
  const people = { ana, cy: await join("Cy"), dan, eve, viewer };
  return { team, people, documents: { ...documents, correction }, round: rounds.shared };
}

async function addDocuments(team: Team): Promise<Documents> {
  const ids: Partial<Record<Title, string>> = {};
  for (const title of titles) ids[title] = await addDocument(team, title, `${title}: ${TEXT}`);
  // Every title has just been given its id.
  return ids as Documents;
}

type Rounds = Readonly<Record<"shared" | "claimed" | "closed" | "moved", string>>;
type Others = Readonly<Record<"dan" | "eve" | "fay", Person>>;

async function openRounds(team: Team, documents: Documents, { dan, eve, fay }: Others): Promise<Rounds> {
  const { ana, ben, owner, projectId } = team;
  const settings = { isBlind: true, copies: 4 } as const;
  const ended = await openRoundOf(team, [documents.closed, documents.planned], [ana, ben, fay], {
    ...settings,
    copies: 3,
  });
  const shared = await openRoundOf(
    team,
    [documents.shared, documents.corrected],
    [ana, ben, eve, fay],
    settings,
  );
  const claimed = await openRoundOf(team, [documents.claimed], [ana, ben, dan, fay], {
    ...settings,
    mode: "claimed",
  });
  const lead = await scopeOf("guideline.edit", owner, projectId);
  await replaceGuideline(lead, { number: 0, guideline: { intro: "Read this.", rules: [rule("Mark all.")] } });
  const moved = await openRoundOf(team, [documents.bound, documents.passed], [ana, ben, fay], {
    ...settings,
    copies: 3,
  });
  return { shared: shared.id, claimed: claimed.id, closed: ended.id, moved: moved.id };
}

const rule = (text: string) => ({ id: idOf("rule"), title: "Who acts", tag: "ACTOR", text });

async function say({ projectId }: Team, person: Person, document: string, whose: string): Promise<void> {
  const scope = await scopeOf("comment.write", person, projectId);
  const comment = { id: idOf(`comment of ${whose}`), text: `Who is meant? ${NAME}?` };
  await createThread(scope, document, { id: idOf(`thread of ${whose}`), comment });
}

/** Everything that somebody does on a document, and what a lead does about it. */
async function workOn(team: Team, document: string, title: Title): Promise<void> {
  const { projectId, ben, owner } = team;
  const [first, second] = [idOf(`mark ${title}`), idOf(`second ${title}`)];
  const span = { kind: "span", tag: "ACTOR", note: NAME } as const;
  await batchAnnotations(
    await scopeOf("annotation.create", ben, projectId),
    document,
    [
      { ...span, id: first, spans: [{ start: 0, end: 6 }], entityId: idOf("entity") },
      { ...span, id: second, spans: [{ start: 8, end: 12 }] },
      { kind: "relation", id: idOf(`relation ${title}`), tag: "COREF", fromId: first, toId: second },
    ],
    idOf(`operation ${title}`),
  );
  const activity = { id: idOf(`activity ${title}`), activeMs: 30_000 };
  await reportActivity(await scopeOf("annotation.create", ben, projectId), document, activity);
  const page = { id: idOf(`page ${title}`), block: 1 };
  await sendPresence(await scopeOf("presence.send", ben, projectId), document, page);
  const opinion = { verdict: "reject", reason: "not_a_quote", text: NAME, annotationRevision: 1 } as const;
  await setReview(await scopeOf("review.write", owner, projectId), document, first, opinion);
  await say(team, ben, document, `ben on ${title}`);
  const answer = { comment: { text: NAME, mentions: [ben.userId] }, annotationId: first };
  await createThread(await scopeOf("comment.write", owner, projectId), document, answer);
  if (title === "corrected" || title === "claimed") await submit(projectId, ben, document);
}

async function reopen({ projectId, owner }: Team, document: string, { userId }: Person): Promise<void> {
  const scope = await scopeOf("assignment.reopen", owner, projectId);
  const set = await db().annotationSet.findFirstOrThrow({ where: { projectId, userId } });
  await reopenDocument(scope, document, set.id);
}

/** What a lead does later, for all: a text is corrected, a rule reads anew, a round is closed and another planned. */
async function goOn(team: Team, documents: Documents, rounds: Rounds): Promise<string> {
  const { projectId, owner, ana, ben } = team;
  const lead = await scopeOf("guideline.edit", owner, projectId);
  await replaceGuideline(lead, {
    number: 1,
    guideline: { intro: "Read this.", rules: [rule("Mark each.")] },
  });
  const text = `corrected: ${TEXT.replace("Minister", "Chancellor")}`;
  const correcting = await scopeOf("document.edit", owner, projectId);
  const { document } = await correctDocument(correcting, documents.corrected, { text });
  const managing = await scopeOf("round.manage", owner, projectId);
  await closeRound(managing, rounds.closed, 2);
  await planRoundOf(team, [documents.planned], [ana, ben], { isBlind: true });
  await moveOn(team, documents, rounds.moved);
  return document.id;
}

/**
 * Blind work goes into a round that shows everything once it is opened, which it is not; and through another that is
 * opened after the work has left it.
 */
async function moveOn(team: Team, documents: Documents, from: string): Promise<void> {
  const { projectId, owner, ana } = team;
  const bystanders = [
    await addDocument(team, "bystander", "Nobody reads this."),
    await addDocument(team, "another", "Nor this."),
  ];
  const settings = { isBlind: false, copies: 1 } as const;
  const [waiting, passing] = [
    await planRoundOf(team, bystanders.slice(0, 1), [ana], settings),
    await planRoundOf(team, bystanders.slice(1), [ana], settings),
  ];
  const scope = await scopeOf("round.manage", owner, projectId);
  const move = (round: string, id: string, to: string) =>
    changeRoundDocuments(scope, round, {
      op: "move",
      documents: { ids: [id] },
      to,
      giveOut: false,
      reveal: true,
    });
  await move(from, documents.bound, waiting.id);
  await move(from, documents.passed, passing.id);
  await move(passing.id, documents.passed, waiting.id);
  await openRound(scope, passing.id, { revision: passing.revision });
}
