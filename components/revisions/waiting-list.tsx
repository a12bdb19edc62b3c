"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { uuidv7 } from "uuidv7";
import { useReader } from "@/components/reader/reader-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Spinner } from "@/components/ui/spinner";
import { api } from "@/lib/client/api";
import type { DisplacementNews } from "@/lib/client/displacements";
import { useSignal } from "@/lib/client/signal";
import { useRequest } from "@/lib/client/use-request";
import {
  type DisplacementResource,
  type DisplacementStep,
  listDisplacements,
  resolveDisplacements,
} from "@/lib/contracts/revisions";

/** As many at a time; more on demand. */
const PAGE_SIZE = 100;

type WaitingListProps = { readonly mayResolve: boolean };

/** What has no sure place in the corrected text, for its author or a lead to place or drop. */
export function WaitingList({ mayResolve }: WaitingListProps) {
  const t = useTranslations("revisions.waiting");
  const { items, request, resolve, more } = useWaiting();
  if (!items) return request.error ? <FormError>{request.error.message}</FormError> : <Spinner />;
  const sure = items.filter(
    ({ state, score, reason }) => state === "waiting" && score === 1 && reason === "changed",
  );
  return (
    <div className="mt-2 grid gap-2">
      {mayResolve && sure.length > 1 && (
        <p>
          <Button
            size="sm"
            busy={request.isBusy}
            onClick={() => resolve(sure.map(({ id, revision }) => ({ action: "accept", id, revision })))}
          >
            {t("acceptSame", { count: sure.length })}
          </Button>
        </p>
      )}
      <ul className="grid gap-2">
        {items.map((item) => (
          <WaitingItem
            key={item.id}
            item={item}
            isBusy={request.isBusy}
            resolve={mayResolve ? (step) => resolve([step]) : null}
          />
        ))}
      </ul>
      {more && (
        <p>
          <Button size="sm" busy={request.isBusy} onClick={more}>
            {t("more")}
          </Button>
        </p>
      )}
      {request.error && <FormError>{request.error.message}</FormError>}
    </div>
  );
}

type Listed = { readonly items: readonly DisplacementResource[]; readonly nextCursor: string | null };

function useWaiting() {
  const { session } = useReader();
  const [listed, setListed] = useState<Listed | null>(null);
  const known = useSignal(session.displacements.known);
  const request = useRequest();
  const params = { project: session.place.projectId, document: session.place.documentId };

  function read(cursor: string | null): void {
    void request.run(
      () =>
        api(listDisplacements, {
          params,
          query: { state: "waiting", limit: PAGE_SIZE, ...(cursor !== null && { cursor }) },
        }),
      ({ items, nextCursor }) => {
        session.displacements.read(items);
        setListed((before) => ({ items: together(cursor === null ? [] : before?.items, items), nextCursor }));
        const { value: sought } = session.displacements.sought;
        // A link leads to one that is further down.
        if (sought !== null && nextCursor !== null && !items.some(({ id }) => id === sought))
          read(nextCursor);
      },
    );
  }

  // Something waits again that was decided before the list was read: it is on no page that is here.
  const isUnlisted = ({ id, state }: DisplacementNews) =>
    state === "waiting" && !listed?.items.some((one) => one.id === id);
  const isBehind = listed?.nextCursor === null && [...known.values()].some(isUnlisted);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read when it is opened, and when it is behind
  useEffect(() => read(null), [isBehind]);

  function resolve(steps: readonly DisplacementStep[]): void {
    void request.run(
      () => api(resolveDisplacements, { params, body: { opId: uuidv7(), items: [...steps] } }),
      ({ items: decided }) => session.displacements.receive(decided),
    );
  }

  const cursor = listed?.nextCursor ?? null;
  return {
    // What others decide meanwhile shows as what one decides oneself: in its place, with a way back.
    items: listed?.items.map((one) => ({ ...one, ...known.get(one.id) })) ?? null,
    request,
    resolve,
    more: cursor === null ? null : () => read(cursor),
  };
}

/** Pages as one list; what has come to a later page meanwhile is there once. */
function together(
  before: readonly DisplacementResource[] = [],
  items: readonly DisplacementResource[],
): readonly DisplacementResource[] {
  const there = new Set(before.map(({ id }) => id));
  return [...before, ...items.filter(({ id }) => !there.has(id))];
}

type WaitingItemProps = {
  readonly item: DisplacementResource;
  readonly isBusy: boolean;
  readonly resolve: ((step: DisplacementStep) => void) | null;
};

const wordsOf = (spans: DisplacementResource["spans"]): string => spans.map(({ quote }) => quote).join(" … ");

function WaitingItem({ item, isBusy, resolve }: WaitingItemProps) {
  const t = useTranslations("revisions.waiting");
  const { id, revision, state, candidate } = item;
  const row = useSoughtRow(id);
  return (
    <li
      ref={row}
      tabIndex={-1}
      data-tag={item.tag}
      className="grid gap-1.5 rounded-md border border-line bg-surface px-3 py-2"
    >
      <p className="flex flex-wrap items-baseline gap-2 text-xs text-soft">
        <span className="rounded-sm bg-(--tag-tint) px-1 font-mono text-(--tag-text)">{item.tag}</span>
        <span>{item.setName}</span>
        <span>{t(`reasons.${item.reason}`)}</span>
        {state !== "waiting" && <Badge tone="success">{t(`states.${state}`)}</Badge>}
      </p>
      <p dir="auto" className="font-serif wrap-anywhere">
        <span className="sr-only">{t("was")} </span>“{wordsOf(item.spans)}”
      </p>
      {candidate && state === "waiting" && (
        <p dir="auto" className="font-serif wrap-anywhere">
          <span className="font-sans text-soft text-xs">{t("guess")} </span>“{wordsOf(candidate)}”
        </p>
      )}
      <details className="text-xs text-soft">
        <summary>{t("context")}</summary>
        <p dir="auto" className="mt-1 font-serif wrap-anywhere">
          …{item.context}…
        </p>
      </details>
      {resolve && state === "waiting" && <WaitingActions item={item} isBusy={isBusy} resolve={resolve} />}
      {resolve && state !== "waiting" && (
        <p>
          <Button size="sm" busy={isBusy} onClick={() => resolve({ action: "return", id, revision })}>
            {t("undo")}
          </Button>
        </p>
      )}
    </li>
  );
}

/** The row comes into view and takes the focus when a link has led to it. */
function useSoughtRow(id: string) {
  const { session } = useReader();
  const isSought = useSignal(session.displacements.sought) === id;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isSought) row.current?.focus();
  }, [isSought]);
  return row;
}

type WaitingActionsProps = Omit<WaitingItemProps, "resolve"> & {
  readonly resolve: (step: DisplacementStep) => void;
};

function WaitingActions({ item: { id, revision, candidate }, isBusy, resolve }: WaitingActionsProps) {
  const t = useTranslations("revisions.waiting");
  const { session, view } = useReader();
  const selection = useSignal(session.selection);

  function place(): void {
    if (!selection) return;
    const { map } = session.store;
    const span = { start: map.toCodePoint(selection.start), end: map.toCodePoint(selection.end) };
    resolve({ action: "place", id, revision, spans: [span] });
    view.clearSelection();
  }

  return (
    <div className="flex flex-wrap gap-2">
      {candidate && (
        <Button
          size="sm"
          variant="primary"
          busy={isBusy}
          onClick={() => resolve({ action: "accept", id, revision })}
        >
          {t("accept")}
        </Button>
      )}
      <Button
        size="sm"
        busy={isBusy}
        disabled={selection === null}
        title={selection === null ? t("placeHint") : undefined}
        onMouseDown={(event) => event.preventDefault()}
        onClick={place}
      >
        {t("place")}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        busy={isBusy}
        onClick={() => resolve({ action: "drop", id, revision })}
      >
        {t("drop")}
      </Button>
    </div>
  );
}
