"use client";

import { Layers, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import type { RoundResource } from "@/lib/contracts/rounds";
import { RoundFacts, RoundProgress } from "./round-facts";
import { RoundState } from "./round-state";

type RoundListProps = {
  readonly projectId: string;
  readonly rounds: readonly RoundResource[];
  readonly mayManage: boolean;
};

/** The rounds of a project, newest first. */
export function RoundList({ projectId, rounds, mayManage }: RoundListProps) {
  const t = useTranslations("rounds");
  const root = `/projects/${projectId}/rounds`;
  const add = mayManage && (
    <ButtonLink variant="primary" href={`${root}/new`} icon={<Plus aria-hidden className="size-4" />}>
      {t("new")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={rounds.length > 0 && add} />
      {rounds.length === 0 ? (
        <EmptyState icon={<Layers />} title={t("empty.title")} actions={add}>
          {t(mayManage ? "empty.lead" : "empty.other")}
        </EmptyState>
      ) : (
        <ul className="grid gap-3">
          {rounds.map((round) => (
            <li
              key={round.id}
              className="relative rounded-lg border border-line bg-surface px-5 py-4 shadow-card"
            >
              <div className="grid gap-2">
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <h2 className="min-w-0 font-serif text-lg font-semibold wrap-anywhere">
                    <Link
                      href={`${root}/${round.id}`}
                      className="outline-none after:absolute after:inset-0 after:rounded-lg hover:text-accent-ink focus-visible:after:outline-2 focus-visible:after:outline-brass"
                    >
                      {round.name}
                    </Link>
                  </h2>
                  <RoundState state={round.state} />
                </div>
                <RoundFacts round={round} />
                <RoundProgress round={round} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
