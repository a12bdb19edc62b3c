"use client";

import { useTranslations } from "next-intl";
import { useCallback, useState, useSyncExternalStore } from "react";
import { CorrectDialog } from "@/components/revisions/correct-dialog";
import { useCorrected } from "@/components/revisions/use-corrected";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { api } from "@/lib/client/api";
import { documentFacts } from "@/lib/client/document-facts";
import type { DocumentListFilter } from "@/lib/client/document-filter";
import { type ListPage, PagedList, type PagedListView } from "@/lib/client/paged-list";
import { useWindowRows } from "@/lib/client/window-rows";
import { type DocumentSummary, listDocuments } from "@/lib/contracts/documents";
import { DocumentRow, DocumentRowSkeleton } from "./document-row";
import { DocumentTableHead } from "./document-table-head";
import { MetadataDialog } from "./metadata-dialog";
import { useDocumentActions } from "./use-document-actions";
import { useRowKeys } from "./use-row-keys";

const rowPx = 57;
/** Fills a tall screen. */
const firstRows = 30;

export type DocumentTableProps = {
  readonly projectId: string;
  readonly filter: DocumentListFilter;
  readonly first: ListPage<DocumentSummary> & { readonly total: number };
  readonly mayEdit: boolean;
  readonly mayRemove: boolean;
  readonly onFilter: (filter: DocumentListFilter) => void;
};

export function DocumentTable(props: DocumentTableProps) {
  const { projectId, filter, first, mayEdit, mayRemove, onFilter } = props;
  const t = useTranslations("documents");
  const [list] = useState(
    () =>
      new PagedList<DocumentSummary>(first, first.total, (cursor, limit) =>
        api(listDocuments, {
          params: { project: projectId },
          query: { ...filter, limit, ...(cursor === undefined ? {} : { cursor }) },
        }),
      ),
  );
  const view = useSyncExternalStore(list.subscribe, list.view, list.view);
  const onReach = useCallback((index: number) => list.reach(index), [list]);
  const rows = useWindowRows<HTMLTableSectionElement>({
    count: view.total,
    estimatePx: rowPx,
    firstRows,
    onReach,
  });
  const keys = useRowKeys(view.items.length, rows.scrollTo);
  const onCorrected = useCorrected(projectId);
  const { actions, edited, closeEdit, onSaved, corrected, closeCorrect } = useDocumentActions({
    projectId,
    list,
    mayEdit,
    mayRemove,
    onGone: keys.focusRow,
  });
  const facts = documentFacts(view.items, filter);
  const isBin = filter.deleted === "true";

  return (
    <>
      <CountLine total={view.total} filter={filter} isBin={isBin} />
      <table
        aria-label={t("listLabel")}
        aria-rowcount={view.total + 1}
        className="block rounded-lg border border-line bg-surface text-sm shadow-card"
      >
        <DocumentTableHead filter={filter} facts={facts} onFilter={onFilter} />
        <tbody ref={rows.body} className="block" {...(rows.padding ? { style: rows.padding } : {})}>
          {rows.indexes.map((index) => {
            const document = view.items[index];
            if (!document) return <DocumentRowSkeleton key={index} index={index} measure={rows.measure} />;
            return (
              <DocumentRow
                key={document.id}
                document={document}
                index={index}
                href={`/projects/${projectId}/documents/${document.id}`}
                actions={actions}
                isCurrent={index === keys.current}
                wantsFocus={index === keys.wanted}
                onFocused={keys.onFocused}
                measure={rows.measure}
                {...facts}
              />
            );
          })}
        </tbody>
      </table>
      <LoadingNote view={view} reached={rows.indexes.at(-1) ?? 0} onRetry={() => list.retry()} />
      {corrected && (
        <CorrectDialog
          projectId={projectId}
          documentId={corrected.id}
          onClose={() => {
            closeCorrect();
            keys.focusRow(keys.current);
          }}
          onCorrected={onCorrected}
        />
      )}
      {edited && (
        <MetadataDialog
          projectId={projectId}
          document={edited}
          onClose={() => {
            closeEdit();
            // The menu that opened the form is gone, so its row takes the focus back.
            keys.focusRow(keys.current);
          }}
          onSaved={(saved) => {
            onSaved(saved);
            keys.focusRow(keys.current);
          }}
        />
      )}
    </>
  );
}

function CountLine({ total, filter, isBin }: { total: number; filter: DocumentListFilter; isBin: boolean }) {
  const t = useTranslations("documents");
  const { deleted: _, sort: __, order: ___, ...narrowing } = filter;
  const isMatch = Object.keys(narrowing).length > 0;
  return (
    <div className="mb-2 flex flex-wrap justify-between gap-x-4 px-1 text-[0.8125rem] text-soft">
      <p aria-live="polite">
        {isMatch
          ? t("countMatching", { count: total })
          : t(isBin ? "countRemoved" : "count", { count: total })}
      </p>
      <p className="text-faint max-md:hidden">{t("keysHint")}</p>
    </div>
  );
}

/** Where the reader has scrolled further than what has come: how far it is, or why it does not come. */
function LoadingNote(props: { view: PagedListView<DocumentSummary>; reached: number; onRetry: () => void }) {
  const { view, reached, onRetry } = props;
  const t = useTranslations("documents");
  if (reached < view.items.length || (!view.isLoading && !view.problem)) return null;
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-4 z-40 flex justify-center px-4">
      <div className="pointer-events-auto flex items-center gap-3 rounded-full border border-line bg-raised px-4 py-2 text-sm shadow-float">
        {view.problem ? (
          <>
            {t("loadFailed", { reason: view.problem.message })}
            <Button size="sm" onClick={onRetry}>
              {t("retry")}
            </Button>
          </>
        ) : (
          <>
            <Spinner />
            {t("loading", { done: view.items.length, total: view.total })}
          </>
        )}
      </div>
    </div>
  );
}
