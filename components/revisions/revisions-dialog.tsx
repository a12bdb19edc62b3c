"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/client/api";
import type { Place } from "@/lib/client/outbox";
import { useRequest } from "@/lib/client/use-request";
import { listRevisions, type RevisionSummary } from "@/lib/contracts/revisions";
import { type Compared, CompareRevisions } from "./compare-revisions";

/** As many corrections of one text as are listed; nobody has corrected one that often. */
const LISTED_MAX = 100;

type RevisionsDialogProps = { readonly place: Place; readonly onClose: () => void };

/** The revisions of a text, newest first: when, by whom, why and how much; each can be opened, any two compared. */
export function RevisionsDialog({ place, onClose }: RevisionsDialogProps) {
  const t = useTranslations("revisions.history");
  const [revisions, setRevisions] = useState<readonly RevisionSummary[] | null>(null);
  const [compared, setCompared] = useState<Compared | null>(null);
  const request = useRequest();
  const params = { project: place.projectId, document: place.documentId };

  // biome-ignore lint/correctness/useExhaustiveDependencies: read when it is opened
  useEffect(() => {
    void request.run(
      () => api(listRevisions, { params, query: { limit: LISTED_MAX } }),
      ({ items }) => {
        setRevisions(items);
        setCompared(firstCompared(items, place.documentId));
      },
    );
  }, []);

  return (
    <Dialog
      open
      width="lg"
      title={t("title")}
      description={t("text")}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <div className="grid gap-4">
        {!revisions && !request.error && <Skeleton className="h-40 w-full" />}
        {request.error && <FormError>{request.error.message}</FormError>}
        {revisions && (
          <ol className="grid gap-2" reversed>
            {revisions.map((revision, at) => (
              <RevisionRow
                key={revision.id}
                revision={revision}
                number={revisions.length - at}
                before={revisions.find(({ id }) => id === revision.supersedesId) ?? null}
                place={place}
                onCompare={setCompared}
              />
            ))}
          </ol>
        )}
        {revisions && compared && (
          <CompareRevisions
            projectId={place.projectId}
            revisions={revisions}
            compared={compared}
            onChange={setCompared}
          />
        )}
      </div>
    </Dialog>
  );
}

/** An earlier text is compared with the newest one first, and the newest with what it corrects. */
function firstCompared(revisions: readonly RevisionSummary[], documentId: string): Compared | null {
  const here = revisions.find(({ id }) => id === documentId);
  const newest = revisions.find(({ isNewest }) => isNewest);
  if (!here || !newest) return null;
  if (here !== newest) return { before: here.id, after: newest.id };
  return here.supersedesId === null ? null : { before: here.supersedesId, after: here.id };
}

type RevisionRowProps = {
  readonly revision: RevisionSummary;
  readonly number: number;
  readonly before: RevisionSummary | null;
  readonly place: Place;
  readonly onCompare: (compared: Compared) => void;
};

function RevisionRow({ revision, number, before, place, onCompare }: RevisionRowProps) {
  const t = useTranslations("revisions.history");
  const format = useFormatter();
  const isHere = revision.id === place.documentId;
  const grown = before ? revision.length - before.length : null;
  return (
    <li
      aria-current={isHere || undefined}
      className="grid gap-1.5 rounded-md border border-line bg-surface px-3 py-2"
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <span className="font-semibold">{t("number", { number })}</span>
        {revision.isNewest && <Badge tone="success">{t("newest")}</Badge>}
        {isHere && <Badge tone="accent">{t("here")}</Badge>}
        <span className="text-soft text-xs">
          <time dateTime={revision.createdAt}>
            {format.dateTime(new Date(revision.createdAt), { dateStyle: "medium", timeStyle: "short" })}
          </time>
          {" · "}
          {revision.createdByName ?? t("somebody")}
          {" · "}
          {t("length", { count: revision.length })}
          {grown !== null && ` (${grown < 0 ? "−" : "+"}${format.number(Math.abs(grown))})`}
        </span>
      </p>
      {revision.note && (
        <p className="text-sm wrap-anywhere" dir="auto">
          {revision.note}
        </p>
      )}
      <p className="flex flex-wrap gap-2">
        {!isHere && (
          <ButtonLink size="sm" href={`/projects/${place.projectId}/documents/${revision.id}`}>
            {t(revision.isNewest ? "read" : "readEarlier")}
            <span className="sr-only"> {t("number", { number })}</span>
          </ButtonLink>
        )}
        {before && (
          <Button
            size="sm"
            variant="ghost"
            onClick={() => onCompare({ before: before.id, after: revision.id })}
          >
            {t("changed")}
            <span className="sr-only"> {t("number", { number })}</span>
          </Button>
        )}
      </p>
    </li>
  );
}
