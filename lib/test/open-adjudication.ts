import { uuidv7 } from "uuidv7";
import type { AdjudicationWork, Outcomes } from "@/lib/contracts/adjudication";
import type { NewAnnotation } from "@/lib/contracts/annotations";
import type { ChangeResource } from "@/lib/contracts/entities";
import type { OperationName } from "@/lib/contracts/registry";
import { batchAnnotations } from "@/lib/server/annotations/write";
import { call } from "./call-api";
import { scopeOf } from "./open-installation";
import { addDocument, submit, type Team } from "./open-team";

const TEXT = "Minister Oran met the envoy in Lysa. “We agreed,” she said.";
type Headers = Readonly<Record<string, string>>;
type Item = AdjudicationWork["items"][number];
type Named = { readonly id: string; readonly revision: number };
export type Settled = Outcomes & {
  settled: { from: string; kind: string }[];
  left: number;
  waiting: number;
  preview: string;
};

export const span = (tag: string, start: number, end: number, more: object = {}): NewAnnotation => ({
  kind: "span",
  id: uuidv7(),
  tag,
  spans: [{ start, end }],
  ...more,
});

export const link = (tag: string, from: NewAnnotation, to: NewAnnotation): NewAnnotation => ({
  kind: "relation",
  id: uuidv7(),
  tag,
  fromId: from.id ?? "",
  toId: to.id ?? "",
});

/** Rows as their reader names them. */
export const named = (rows: readonly Named[]): Named[] => rows.map(({ id, revision }) => ({ id, revision }));

/** Makes documents that Ana and Ben have submitted with these marks; answers what a curator does there. */
export const curatorOf =
  (team: Team, curator: Headers) => async (ana: NewAnnotation[], ben: NewAnnotation[]) => {
    const document = await addDocument(team, "Summit", TEXT);
    for (const [person, steps] of [
      [team.ana, ana],
      [team.ben, ben],
    ] as const) {
      const scope = await scopeOf("annotation.create", person, team.projectId);
      if (steps.length > 0) await batchAnnotations(scope, document, steps, undefined);
      await submit(team.projectId, person, document);
    }
    return curation(team, curator, document);
  };

function curation(team: Team, curator: Headers, document: string) {
  const ask = async <T>(
    name: OperationName,
    body?: unknown,
    headers = curator,
    query: Readonly<Record<string, string>> = {},
  ) => {
    const response = await call(name, {
      params: { project: team.projectId, document },
      ...(body === undefined ? {} : { body }),
      query,
      headers,
    });
    // What was asked decides what is answered; the tests name the two together.
    return { status: response.status, json: (await response.json()) as T };
  };
  const read = async () => (await ask<AdjudicationWork>("readAdjudication")).json;
  const sourcesOf = async (item: Item) => {
    const { annotations } = await read();
    return item.versions.map((id) => ({
      annotationId: id,
      revision: annotations.find((one) => one.id === id)?.revision ?? 0,
    }));
  };
  return {
    document,
    ask,
    read,
    sourcesOf,
    itemAt: async (id: string | undefined) => {
      const item = (await read()).items.find(({ versions }) => versions.includes(id ?? ""));
      if (!item) throw new Error("No item has this version");
      return item;
    },
    /** Takes versions, each by a decision of its own; none at all says that neither is right. */
    take: async (item: Item, from: (string | undefined)[], more: object = {}, headers = curator) => {
      const sources = await sourcesOf(item);
      const opId = uuidv7();
      const decisions = (from.length > 0 ? from : [null]).map((version) => ({
        id: uuidv7(),
        sources,
        outcome: version === null ? { kind: "neither" } : { kind: "chosen", from: version, goldId: uuidv7() },
      }));
      const body = { opId, decisions, ...more };
      return { opId, body, ...(await ask<Outcomes>("decide", body, headers)) };
    },
    undo: (undoes: string, opId = uuidv7()) => ask<Outcomes>("undoDecisions", { opId, undoes }),
    takeBack: (decisions: readonly Named[], gold: readonly Named[], opId = uuidv7()) =>
      ask<Outcomes>("takeBackDecisions", { opId, decisions: named(decisions), gold: named(gold) }),
    history: async (annotation: string | undefined) =>
      (
        await ask<{ items: ChangeResource[] }>("readDecisionHistory", undefined, curator, {
          annotation: annotation ?? "",
        })
      ).json.items,
    settle: (policy: string, match: string, dryRun = false) =>
      ask<Settled>("settle", { opId: uuidv7(), policy, match, dryRun }),
  };
}
