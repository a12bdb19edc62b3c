"use client";

import { History } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/lib/client/api";
import { type ChangeGroup, groupChanges } from "@/lib/client/change-group";
import { useRequest } from "@/lib/client/use-request";
import { type ChangeResource, listChanges } from "@/lib/contracts/entities";
import { ActivityFilter, type Filter } from "./activity-filter";
import { ChangeEntry } from "./change-entry";
import { useLiveChanges } from "./use-live-changes";

export type Person = { readonly id: string; readonly name: string };
type Page = { readonly items: readonly ChangeResource[]; readonly nextCursor: string | null };

type ActivityLogProps = {
  projectId: string;
  people: readonly Person[];
  filter: Filter;
  loaded: Page;
  /** The newest change when the page was loaded: the live feed goes on from it. */
  since: string;
};

/** What happened in a project, newest first; what happens now comes in at the top. */
export function ActivityLog({ projectId, people, filter, loaded, since }: ActivityLogProps) {
  const t = useTranslations("activity");
  const [page, setPage] = useState(loaded);
  const older = useRequest();
  const isFiltered = filter.principal !== undefined || filter.noun !== undefined;

  const isLive = useLiveChanges(projectId, since, (change) => {
    if (matches(change, filter)) setPage((shown) => withNewest(shown, change));
  });

  const loadOlder = (before: string) =>
    older.run(
      () =>
        api(listChanges, {
          params: { project: projectId },
          query: { ...filter, before, order: "newest", limit: 200 },
        }),
      (next) => setPage((shown) => ({ items: [...shown.items, ...next.items], nextCursor: next.nextCursor })),
    );

  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        note={
          <span role="status">
            <Badge tone={isLive ? "success" : "neutral"}>{isLive ? t("live") : t("connecting")}</Badge>
          </span>
        }
      />
      <ActivityFilter people={people} filter={filter} />
      {page.items.length === 0 ? (
        <EmptyState icon={<History />} title={isFiltered ? t("empty.filtered") : t("empty.title")}>
          {isFiltered ? t("empty.filteredText") : t("empty.text")}
        </EmptyState>
      ) : (
        <Days projectId={projectId} people={people} changes={page.items} />
      )}
      <RequestError error={older.error} />
      {page.nextCursor !== null && (
        <Button
          className="mt-6"
          busy={older.isBusy}
          onClick={() => page.nextCursor !== null && loadOlder(page.nextCursor)}
        >
          {t("older")}
        </Button>
      )}
    </>
  );
}

const matches = (change: ChangeResource, { principal, noun }: Filter): boolean =>
  (principal === undefined || change.principal === principal) &&
  (noun === undefined || change.kind.startsWith(`${noun}.`));

/** A change that comes twice, because it was in the page already or the line broke, is shown once. */
function withNewest(page: Page, change: ChangeResource): Page {
  const newest = page.items[0];
  if (newest && BigInt(newest.seq) >= BigInt(change.seq)) return page;
  return { ...page, items: [change, ...page.items] };
}

type DaysProps = { projectId: string; people: readonly Person[]; changes: readonly ChangeResource[] };

function Days({ projectId, people, changes }: DaysProps) {
  const format = useFormatter();
  const names = namesOf(people, changes);
  const days: { day: string; groups: ChangeGroup[] }[] = [];
  for (const group of groupChanges(changes)) {
    const day = format.dateTime(new Date(group.newest.at), { dateStyle: "full" });
    const last = days.at(-1);
    if (last?.day === day) last.groups.push(group);
    else days.push({ day, groups: [group] });
  }
  return (
    <div className="grid grid-cols-1 gap-7">
      {days.map(({ day, groups }) => (
        <section key={day} aria-label={day}>
          <h2 className="mb-2 font-serif text-lg font-semibold">{day}</h2>
          <ol className="divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
            {groups.map((group) => (
              // The oldest of an entry stays its oldest while newer ones join it.
              <ChangeEntry
                key={group.changes.at(-1)?.seq}
                projectId={projectId}
                names={names}
                group={group}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

/** By id: those who are members now, and those whose doings tell who they are or were. */
function namesOf(people: readonly Person[], changes: readonly ChangeResource[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { principal, principalName } of changes)
    if (principal !== null && principalName !== null) names.set(principal, principalName);
  for (const { id, name } of people) names.set(id, name);
  return names;
}
