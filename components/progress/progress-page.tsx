"use client";

import { ChartNoAxesColumn } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import type { ProgressResource } from "@/lib/contracts/progress";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { BurnUpChart } from "./burn-up-chart";
import { DayChart } from "./day-chart";
import { FigureCard } from "./figure-card";
import { FinishWords } from "./finish-words";
import {
  BurnUpTable,
  DaysTable,
  DocumentLink,
  DocumentsTable,
  PeopleTable,
  TagsTable,
} from "./progress-tables";
import { TimesTable, type TimesTableProps } from "./times-table";
import { WaitsTable } from "./waits-table";

export type ProgressPageProps = {
  readonly projectId: string;
  readonly progress: ProgressResource;
  readonly rounds: readonly { readonly id: string; readonly name: string }[];
  readonly round: string | undefined;
  readonly seesAll: boolean;
  readonly scheme: Scheme;
};

/** How far the work is, in figures that each have a table and a file. */
export function ProgressPage({ projectId, progress, rounds, round, seesAll, scheme }: ProgressPageProps) {
  const t = useTranslations("progress");
  const isEmpty = progress.people.length === 0 && progress.waits.length === 0;
  const card = { projectId, round };
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t(seesAll ? "all" : "own")}
        actions={rounds.length > 0 && <RoundChoice rounds={rounds} round={round} />}
      />
      {isEmpty ? (
        <EmptyState icon={<ChartNoAxesColumn />} title={t("empty.title")}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <div className="grid gap-5">
          <FigureCard {...card} figure="people" text={t("people.text")}>
            <PeopleTable rows={progress.people} />
          </FigureCard>
          <FigureCard {...card} figure="burnup" text={t(seesAll ? "burnup.all" : "burnup.own")}>
            <div className="grid gap-3 px-5 pb-4">
              <FinishWords finish={progress.finish} />
              <BurnUpChart rows={progress.burnup} finish={progress.finish} />
              <details className="text-sm">
                <summary className="cursor-pointer text-accent-ink">{t("asTable")}</summary>
                <BurnUpTable rows={progress.burnup} />
              </details>
            </div>
          </FigureCard>
          <FigureCard {...card} figure="days" text={t("days.text")}>
            <div className="grid gap-3 px-5 pb-4">
              <DayChart days={progress.days} />
              <details className="text-sm">
                <summary className="cursor-pointer text-accent-ink">{t("asTable")}</summary>
                <DaysTable rows={progress.days} />
              </details>
            </div>
          </FigureCard>
          <FigureCard {...card} figure="waits" text={t(seesAll ? "waits.all" : "waits.own")}>
            <WaitsTable projectId={projectId} rows={progress.waits} />
          </FigureCard>
          <FigureCard {...card} figure="personTimes" text={t("personTimes.text")}>
            <Times
              caption={t("personTimes.title")}
              rows={progress.personTimes.map((row) => ({ ...row, id: row.userId }))}
            />
          </FigureCard>
          <FigureCard {...card} figure="documentTimes" text={t("documentTimes.text")}>
            <Times
              caption={t("documentTimes.title")}
              rows={progress.documentTimes.map(({ title, ...row }) => ({
                ...row,
                id: row.documentId,
                name: <DocumentLink projectId={projectId} documentId={row.documentId} title={title} />,
              }))}
            />
          </FigureCard>
          <FigureCard {...card} figure="tags" text={t("tags.text")}>
            <TagsTable rows={progress.tags} scheme={scheme} />
          </FigureCard>
          <FigureCard {...card} figure="documents" text={t("documents.text")}>
            <DocumentsTable projectId={projectId} rows={progress.documents} />
          </FigureCard>
          {progress.hasMore && <p className="text-sm text-soft">{t("more")}</p>}
        </div>
      )}
    </>
  );
}

function Times({ caption, rows }: TimesTableProps) {
  const t = useTranslations("progress.times");
  if (rows.length === 0) return <p className="px-5 pb-4 text-sm text-soft">{t("none")}</p>;
  return <TimesTable caption={caption} rows={rows} />;
}

function RoundChoice({ rounds, round }: Pick<ProgressPageProps, "rounds" | "round">) {
  const t = useTranslations("progress");
  return (
    // A plain form: the choice is the page's address.
    <form className="flex items-center gap-2">
      <Select name="round" aria-label={t("round")} defaultValue={round ?? ""} className="w-56 max-w-full">
        <option value="">{t("everything")}</option>
        {rounds.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Button type="submit">{t("show")}</Button>
    </form>
  );
}
