import { type Codec, type CorpusFront, type Loss, LossReport } from "./codec";
import type { Corpus, CorpusAnnotation, CorpusDocument, CorpusHeader, Provenance } from "./corpus";
import { jsonText } from "./json-text";
import { teamworkFrontLosses, teamworkLosses } from "./teamwork-losses";
import { W3cSelectors } from "./w3c-selectors";

const loss = {
  text: { code: "text", message: "The text of a document is not in the file, only its hash and the quotes" },
  assignment: { code: "assignment", message: "Whose task a document was, and its state, is not in the file" },
  review: { code: "review", message: "What reviewers think of an annotation is not in the file" },
  decision: {
    code: "decision",
    message: "How the gold was decided, and from whose work, is not in the file",
  },
  scheme: {
    code: "scheme",
    message: "The scheme and the settings of the project are not in the file, only the keys that were used",
  },
} as const satisfies Record<string, Loss>;

const encoder = new TextEncoder();

/** Terms that the Web Annotation vocabulary lacks; readers that do not know them may pass over them. */
const context = ["http://www.w3.org/ns/anno.jsonld", { concord: "urn:concord:terms:" }];

const generator = { id: "urn:concord:software", type: "Software", name: "Concord" };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An IRI for an id: the id's own where it is a UUID, else one that holds it escaped. */
const iri = (kind: string, id: string): string =>
  uuid.test(id) ? `urn:uuid:${id}` : `urn:concord:${kind}:${escapedId(id)}`;
const escapedId = (id: string): string => encodeURIComponent(id.replace(/\p{Surrogate}/gu, "\ufffd"));

/** Without what is null, undefined or empty: a property without a value says nothing. */
const given = (properties: { readonly [name: string]: unknown }) =>
  Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== null && value !== undefined && value !== ""),
  );

const provenance = ({ createdBy, createdAt, updatedAt }: Provenance) => ({
  ...(createdBy === null
    ? {}
    : {
        creator: uuid.test(createdBy)
          ? { id: iri("person", createdBy), type: "Person" }
          : { type: "Person", name: createdBy },
      }),
  created: createdAt,
  modified: updatedAt,
  generator,
});

const tagging = (value: string) => ({ type: "TextualBody", purpose: "tagging", value });

/** Tag, attributes and note as bodies; an attribute's key stands beside its value. */
const bodiesOf = ({ tag, attributes, note }: CorpusAnnotation) => [
  tagging(tag),
  ...Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({
      type: "TextualBody",
      purpose: "describing",
      value: String(value),
      "concord:attribute": key,
      "concord:valueType": typeof value === "boolean" ? "boolean" : "text",
    })),
  ...(note ? [{ type: "TextualBody", purpose: "commenting", value: note }] : []),
];

/** An annotation of the document as a whole that says what it is: there is no other place in a page for that. */
const describing = ({ document: d }: CorpusDocument) => ({
  id: `urn:concord:description:${escapedId(d.id)}`,
  type: "Annotation",
  motivation: "describing",
  ...provenance(d),
  target: given({ id: iri("document", d.id), type: "Text", format: "text/plain", language: d.language }),
  body: given({
    type: "Dataset",
    "dc:title": d.title,
    "dc:publisher": d.outlet,
    "dc:creator": d.byline,
    "dc:source": d.url,
    "dc:date": d.publishedAt,
    "dc:rights": d.licenceNote,
    "concord:publisherCountry": d.publisherCountry,
    "concord:credit": d.credit,
    "concord:genre": d.genre,
    "concord:split": d.split,
    "concord:textSha256": d.textSha256,
    "concord:textLength": d.length,
    "concord:offsetUnit": "code points",
  }),
});

function itemsOf(item: CorpusDocument, wikidata: ReadonlyMap<string, string>) {
  const selectors = new W3cSelectors(item.document.text);
  const source = iri("document", item.document.id);
  return [
    describing(item),
    ...item.annotations.map((annotation) => ({
      id: iri("annotation", annotation.id),
      type: "Annotation",
      ...statement(annotation, source, selectors, wikidata),
      ...provenance(annotation),
      "concord:set": iri("set", annotation.setId),
      "concord:revision": annotation.revision,
    })),
  ];
}

function statement(
  annotation: CorpusAnnotation,
  source: string,
  selectors: W3cSelectors,
  wikidata: ReadonlyMap<string, string>,
) {
  const bodies = bodiesOf(annotation);
  switch (annotation.kind) {
    case "document":
      return { motivation: "tagging", body: bodies, target: source };
    case "relation":
      return {
        motivation: "linking",
        body: [iri("annotation", annotation.toId), ...bodies],
        target: iri("annotation", annotation.fromId),
      };
    case "span": {
      const targets = annotation.spans.map((span) => ({
        type: "SpecificResource",
        source,
        selector: selectors.of(span),
      }));
      return {
        motivation: annotation.entityId === null ? "tagging" : ["tagging", "identifying"],
        body: [...bodies, ...identifying(annotation.entityId, wikidata)],
        target: targets,
      };
    }
  }
}

function identifying(entityId: string | null, wikidata: ReadonlyMap<string, string>) {
  if (entityId === null) return [];
  const known = wikidata.get(entityId);
  return [iri("entity", entityId), ...(known === undefined ? [] : [known])].map((source) => ({
    type: "SpecificResource",
    purpose: "identifying",
    source,
  }));
}

/** Web addresses of the entities that Wikidata has. */
const wikidataOf = (entities: Corpus["entities"]): Map<string, string> =>
  new Map(
    entities.flatMap(({ id, identifiers }) =>
      Object.entries(identifiers)
        .filter(([registry, key]) => /^wikidata$/i.test(registry) && /^Q\d+$/.test(key))
        .map(([, key]) => [id, `http://www.wikidata.org/entity/${key}`] as const),
    ),
  );

/** What stands before the first annotation: whose work it is, and the entities that annotations point to. */
const headOf = ({ project, schemeVersion, selection, sets }: CorpusHeader, entities: Corpus["entities"]) => ({
  "@context": context,
  id: `urn:concord:collection:${escapedId(project.id)}`,
  type: "AnnotationCollection",
  label: project.name,
  generator,
  "concord:offsetUnit": "code points",
  "concord:schemeVersion": schemeVersion,
  "concord:selection": given({
    "concord:set": selection.set,
    "concord:status": selection.status,
    "concord:split": selection.split,
  }),
  "concord:sets": sets.map(({ id, kind, name, userId }) =>
    given({ id: iri("set", id), "concord:kind": kind, label: name, "concord:user": userId }),
  ),
  "concord:entities": entities.map((entity) => ({
    id: iri("entity", entity.id),
    ...given({ "concord:kind": entity.kind, label: entity.name, "concord:note": entity.note }),
    "skos:altLabel": entity.aliases,
    "concord:identifiers": Object.entries(entity.identifiers)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([registry, key]) => ({ "concord:registry": registry, "concord:key": key })),
    "concord:set": iri("set", entity.setId),
    "concord:revision": entity.revision,
    ...provenance(entity),
  })),
});

async function* write(corpus: Corpus): AsyncGenerator<Uint8Array> {
  const { header, entities, documents } = corpus;
  const head = headOf(header, entities);
  const wikidata = wikidataOf(entities);
  const page = { id: `${head.id}:page:1`, type: "AnnotationPage", partOf: head.id, startIndex: 0 };
  const report = new LossReport();
  report.add(frontLosses(corpus));
  // One value in pieces: the page stands open until the last document, and the counts come after it.
  yield encoder.encode(`${opened(jsonText(head))},"first":${opened(jsonText(page))},"items":[\n`);
  let total = 0;
  for await (const item of documents) {
    report.add(losses(header, item));
    const items = itemsOf(item, wikidata);
    yield encoder.encode(`${total > 0 ? ",\n" : ""}${items.map(jsonText).join(",\n")}`);
    total += items.length;
  }
  const lossesStated = report.counts().map(({ code, message, count }) => ({
    "concord:code": code,
    "concord:message": message,
    "concord:count": count,
  }));
  yield encoder.encode(`\n]},"total":${total},"concord:losses":${jsonText(lossesStated)}}\n`);
}

/** A JSON object without its last brace. */
const opened = (object: string): string => object.slice(0, -1);

const losses = (_: CorpusHeader, item: CorpusDocument): Loss[] => [
  loss.text,
  ...item.assignments.map(() => loss.assignment),
  ...item.reviews.map(() => loss.review),
  ...item.decisions.map(() => loss.decision),
  ...teamworkLosses(item),
];

const frontLosses = (front: CorpusFront): Loss[] => [loss.scheme, ...teamworkFrontLosses(front)];

/** A W3C Web Annotation collection with one page, as JSON-LD. */
export const w3c = {
  id: "w3c",
  title: "W3C Web Annotation",
  summary:
    "Annotations as JSON-LD with text position and quote selectors, for tools of the web. Without the texts.",
  extension: "jsonld",
  mediaType: "application/ld+json",
  offsetUnit: "code points",
  frontLosses,
  losses,
  write,
} as const satisfies Codec;
