"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { z } from "zod";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { TextLink } from "@/components/ui/text-link";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { listAgreementPairings } from "@/lib/contracts/agreement";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { titleOfTag } from "./agreement-names";

type Page = z.output<typeof listAgreementPairings.returns>;
type Pairing = Page["items"][number];
type PairingListProps = {
  projectId: string;
  reportId: string;
  scheme: Scheme;
  asked: {
    readonly a: string;
    readonly b: string;
    readonly row: string | null;
    readonly column: string | null;
  };
  names: readonly [string, string];
};

/** The passages behind one number of the matrix, each of which opens where it can be compared. */
export function PairingList({ projectId, reportId, scheme, asked, names }: PairingListProps) {
  const t = useTranslations("agreement.pairings");
  const [page, setPage] = useState<Page | null>(null);
  const { isBusy, error, run } = useRequest();
  const { a, b, row, column } = asked;

  const load = (cursor?: string) =>
    run(
      () =>
        api(listAgreementPairings, {
          params: { project: projectId, report: reportId },
          query: {
            a,
            b,
            limit: 50,
            ...(row === null ? {} : { row }),
            ...(column === null ? {} : { column }),
            ...(cursor === undefined ? {} : { cursor }),
          },
        }),
      (next) => setPage((known) => (known ? { ...next, items: [...known.items, ...next.items] } : next)),
    );

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once; another cell is another list.
  useEffect(() => {
    void load();
  }, []);

  return (
    <section aria-label={t("title")} className="grid gap-3 border-line border-t pt-4">
      <h3 className="font-serif font-semibold">{t("title")}</h3>
      {!page && isBusy && <Spinner />}
      {page?.items.length === 0 && <p className="text-sm text-soft">{t("gone")}</p>}
      <ul className="grid gap-3">
        {page?.items.map((pairing) => (
          <PairingItem
            key={`${pairing.documentId} ${pairing.a?.id} ${pairing.b?.id}`}
            projectId={projectId}
            scheme={scheme}
            pairing={pairing}
            names={names}
          />
        ))}
      </ul>
      <RequestError error={error} />
      {page?.nextCursor && (
        <div>
          <Button size="sm" busy={isBusy} onClick={() => void load(page.nextCursor ?? undefined)}>
            {t("more")}
          </Button>
        </div>
      )}
    </section>
  );
}

type PairingItemProps = {
  projectId: string;
  scheme: Scheme;
  pairing: Pairing;
  names: readonly [string, string];
};

function PairingItem({ projectId, scheme, pairing, names }: PairingItemProps) {
  const t = useTranslations("agreement.pairings");
  const sides = [pairing.a, pairing.b];
  const ids = sides.flatMap((side) => (side ? [side.id] : []));
  return (
    <li className="grid gap-1 rounded-md border border-line px-3 py-2 text-sm">
      <TextLink
        className="truncate"
        href={`/projects/${projectId}/documents/${pairing.documentId}/compare?annotations=${ids.join(",")}`}
      >
        {pairing.documentTitle || t("untitled")}
      </TextLink>
      <dl className="grid gap-1 sm:grid-cols-2 sm:gap-4">
        {sides.map((side, at) => (
          <div key={names[at]} className="min-w-0">
            <dt className="text-soft text-xs">
              {names[at]}
              {side && ` · ${titleOfTag(scheme, side.tag)}`}
            </dt>
            <dd className="font-serif wrap-anywhere" dir="auto">
              {side ? `“${side.spans.map(({ quote }) => quote).join(" … ")}”` : t("nothing")}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
