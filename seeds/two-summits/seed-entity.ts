/** What several outlets talk about: a project-level actor, event, utterance, place or time. */
export interface SeedEntity {
  readonly key: string;
  readonly kind: "ACTOR" | "EVENT" | "UTTERANCE" | "PLACE" | "TIME";
  readonly name: string;
  readonly aliases: readonly string[];
  /** ACTOR: office or role. PLACE: what it is. Free text for the people who link mentions. */
  readonly description?: string;
  readonly country?: string;
  /** EVENT, UTTERANCE: when. TIME: the normalised value. An ISO date. */
  readonly date?: string;
  /** EVENT: the key of the place. */
  readonly place?: string;
  readonly status?: "planned" | "held" | "cancelled";
  /** EVENT: the keys of the actors who take part. */
  readonly participants?: readonly string[];
  /** UTTERANCE: the key of the actor who said it. */
  readonly speaker?: string;
  /** UTTERANCE: the language it was first said in. */
  readonly originalLanguage?: string;
}

export interface SeedEntityLink {
  readonly from: string;
  readonly type: "realises" | "part_of";
  readonly to: string;
}
