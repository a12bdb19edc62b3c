import type { EntityKind } from "../scheme/scheme";

/** The project-level actor, event, utterance, place or time that mentions in several documents stand for. */
export type Entity = {
  readonly id: string;
  /** Whose assertion it is that there is such an entity. */
  readonly setId: string;
  readonly kind: EntityKind;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Keys of outside registries, such as `{ wikidata: "Q567" }`. */
  readonly identifiers: { readonly [registry: string]: string };
  readonly note: string;
  readonly revision: number;
};
