"use client";

import { CircleAlert, Copy, FilePlus2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useState, useSyncExternalStore } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { type ImportItem, type ImportItemState, importItemsOf } from "@/lib/client/import-items";
import { useWindowRows } from "@/lib/client/window-rows";
import { type ImportResource, importItemStates } from "@/lib/contracts/imports";

const itemPx = 92;

const looks = {
  new: { tone: "success", Icon: FilePlus2 },
  duplicate: { tone: "neutral", Icon: Copy },
  problem: { tone: "danger", Icon: CircleAlert },
} as const satisfies Record<ImportItemState, unknown>;

type Shown = ImportItemState | "all";
export type ImportItemsProps = { readonly projectId: string; readonly current: ImportResource };

/** Everything that was found, by kind, however much it is. */
export function ImportItems({ projectId, current }: ImportItemsProps) {
  const t = useTranslations("imports.items");
  const { counts } = current;
  const isAdded = current.state === "finished";
  const kinds = importItemStates.filter((kind) => counts[kind] > 0);
  // Problems first: they are why a person looks here.
  const [shown, setShown] = useState<Shown>(counts.problem > 0 && kinds.length > 1 ? "problem" : "all");
  const all = counts.new + counts.duplicate + counts.problem;
  return (
    <div className="grid gap-3">
      {kinds.length > 1 && (
        <div className="overflow-x-auto px-5">
          <SegmentedControl<Shown>
            label={t("filter")}
            value={shown}
            onValueChange={setShown}
            options={[
              { value: "all", label: t("all", { count: all }) },
              ...kinds.map((kind) => ({
                value: kind,
                label: t(kind === "new" && isAdded ? "added" : kind, { count: counts[kind] }),
              })),
            ]}
          />
        </div>
      )}
      <ItemList key={`${shown} ${current.revision}`} projectId={projectId} current={current} shown={shown} />
    </div>
  );
}

function ItemList({ projectId, current, shown }: ImportItemsProps & { shown: Shown }) {
  const t = useTranslations("imports.items");
  const report = useTranslations("imports.report");
  const [list] = useState(() => importItemsOf(projectId, current, shown));
  const view = useSyncExternalStore(list.subscribe, list.view, list.view);
  const onReach = useCallback((index: number) => list.reach(index), [list]);
  const rows = useWindowRows<HTMLUListElement>({
    count: view.total,
    estimatePx: itemPx,
    firstRows: 8,
    onReach,
  });
  return (
    <>
      {view.problem && (
        <Callout
          tone="danger"
          className="mx-5"
          actions={<Button onClick={() => list.retry()}>{t("retry")}</Button>}
        >
          {t("failed", { reason: view.problem.message })}
        </Callout>
      )}
      <ul ref={rows.body} aria-label={report("list")} {...(rows.padding ? { style: rows.padding } : {})}>
        {rows.indexes.map((index) => {
          const item = view.items[index];
          return (
            <li
              key={index}
              ref={rows.measure}
              data-index={index}
              aria-setsize={view.total}
              aria-posinset={index + 1}
              className={index > 0 ? "border-line border-t px-5 py-3" : "px-5 py-3"}
            >
              {item ? (
                <Item projectId={projectId} item={item} isAdded={current.state === "finished"} />
              ) : (
                <Skeleton className="h-16" />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** A text mostly begins with its title, which stands above it already. */
const afterTitle = ({ title, preview }: ImportItem): string =>
  preview.startsWith(title) ? preview.slice(title.length).trimStart() : preview;

function Item({ projectId, item, isAdded }: { projectId: string; item: ImportItem; isAdded: boolean }) {
  const t = useTranslations("imports.items");
  const { tone, Icon } = looks[item.state];
  const place = item.line === null ? item.path : `${item.path} · ${t("line", { line: item.line })}`;
  return (
    <div className="grid gap-1">
      <div className="flex items-start gap-3">
        <p dir="auto" className="line-clamp-2 min-w-0 flex-1 font-medium wrap-anywhere">
          {item.title || (item.state === "problem" ? item.path : t("untitled"))}
        </p>
        <Badge tone={tone} icon={<Icon aria-hidden className="size-3" />}>
          {t(item.state === "new" && isAdded ? "states.added" : `states.${item.state}`)}
        </Badge>
      </div>
      {item.reason !== "" && (
        <p className={item.state === "problem" ? "text-sm text-danger" : "text-sm text-soft"}>
          {item.reason}
        </p>
      )}
      {item.state === "new" && item.preview !== "" && (
        <p dir="auto" className="line-clamp-2 font-serif text-sm text-soft wrap-anywhere">
          {afterTitle(item)}
        </p>
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem] text-faint">
        <bdi className="wrap-anywhere">{place}</bdi>
        {item.length > 0 && <span className="tabular-nums">{t("length", { count: item.length })}</span>}
        {item.documentId !== null && (
          <TextLink href={`/projects/${projectId}/documents/${item.documentId}`} prefetch={false}>
            {t(item.state === "duplicate" ? "openExisting" : "open")}
          </TextLink>
        )}
      </p>
    </div>
  );
}
