import type { BatchStep } from "@/lib/contracts/annotations";
import type { EntityKind } from "@/lib/domain/scheme/scheme";
import type { Principal } from "@/lib/policy/policy";
import { buildDocument, buildEntities, buildWork, stableId } from "@/seeds/build";
import { annotators } from "./annotators";
import { articles } from "./articles";
import { countryCode } from "./country-codes";
import { describeEntity } from "./describe-entity";
import { entities } from "./entities";
import type { SeedSpanAnnotation, SeedWork } from "./notation";
import { resolveSpan } from "./resolve-span";
import type { SeedArticle } from "./seed-article";
import type { SeedEntity } from "./seed-entity";
import { works } from "./works";

/** The demo corpus and what its three annotators made of it, in a project whose members they are. */
export async function buildTwoSummits(
  projectId: string,
  owner: Principal,
  personOf: (annotator: string) => Principal,
): Promise<void> {
  const documents = new Map<string, string>();
  for (const article of articles) {
    const { key, ...input } = documentOf(projectId, article);
    documents.set(key, await buildDocument(projectId, owner, input));
  }
  for (const { key } of annotators) await buildEntities(projectId, personOf(key), entitiesOf(projectId, key));
  for (const work of works) {
    const { annotator, article, state } = work;
    await buildWork(projectId, personOf(annotator), {
      documentId: documents.get(article) ?? "",
      opId: stableId(projectId, "work", annotator, article),
      steps: stepsOf(projectId, work),
      isSubmitted: state === "submitted",
    });
  }
}

const documentOf = (projectId: string, { publisherCountry, ...article }: SeedArticle) => ({
  ...article,
  id: stableId(projectId, "document", article.key),
  publisherCountry: countryCode(publisherCountry),
  licenceNote: "Written for Concord; every person, place and outlet is invented.",
});

const kinds = {
  ACTOR: "actor",
  EVENT: "event",
  UTTERANCE: "utterance",
  PLACE: "place",
  TIME: "time",
} as const satisfies Record<SeedEntity["kind"], EntityKind>;

const entityId = (projectId: string, annotator: string, key: string) =>
  stableId(projectId, "entity", annotator, key);

/** Identity is an assertion too: each annotator has the entities that their own work names. */
function entitiesOf(projectId: string, annotator: string) {
  const named = new Set(
    works.filter((work) => work.annotator === annotator).flatMap(({ spans }) => spans.map((s) => s.entity)),
  );
  return entities
    .filter(({ key }) => named.has(key))
    .map((entity) => ({
      id: entityId(projectId, annotator, entity.key),
      kind: kinds[entity.kind],
      name: entity.name,
      aliases: [...entity.aliases],
      note: describeEntity(entity),
    }));
}

function stepsOf(projectId: string, { annotator, article, spans, relations }: SeedWork): BatchStep[] {
  const idOf = (mark: string) => stableId(projectId, "annotation", annotator, article, mark);
  return [
    ...spans.map((span) => ({
      kind: "span" as const,
      id: idOf(span.id),
      tag: span.tag,
      spans: placesOf(span),
      attributes: { ...span.attributes },
      ...(span.note === undefined ? {} : { note: span.note }),
      ...(span.entity === undefined ? {} : { entityId: entityId(projectId, annotator, span.entity) }),
    })),
    ...relations.map(({ id, type, from, to }) => ({
      kind: "relation" as const,
      id: idOf(id),
      tag: type,
      fromId: idOf(from),
      toId: idOf(to),
    })),
  ];
}

function placesOf({ article, quote, nth, id }: SeedSpanAnnotation): { start: number; end: number }[] {
  const text = articles.find(({ key }) => key === article)?.text ?? "";
  const found = resolveSpan(text, quote, nth);
  if (!found.ok) throw new Error(`${article}, ${id}: ${found.reason}`);
  return found.spans.map(({ start, end }) => ({ start, end }));
}
