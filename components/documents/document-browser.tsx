"use client";

import { FileSearch, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useOptimistic, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import { type DocumentListFilter, documentFilterQuery } from "@/lib/client/document-filter";
import type { ListPage } from "@/lib/client/paged-list";
import { type DocumentSummary, documentSorts } from "@/lib/contracts/documents";
import { type DocumentFacets, DocumentFilters } from "./document-filters";
import { DocumentSearch } from "./document-search";
import { DocumentTable } from "./document-table";
import { FilterChips } from "./filter-chips";

export type DocumentBrowserProps = {
  readonly projectId: string;
  readonly filter: DocumentListFilter;
  readonly facets: DocumentFacets;
  readonly first: ListPage<DocumentSummary> & { readonly total: number };
  readonly mayEdit: boolean;
  readonly mayRemove: boolean;
};

/** Search, filters, order and the list. The filter is the page's address, and the server answers it with a new page. */
export function DocumentBrowser(props: DocumentBrowserProps) {
  const { projectId, facets, first, mayEdit, mayRemove } = props;
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [filter, setFilter] = useOptimistic(props.filter);
  // The search field is the reader's while they type in it; a new number fills it anew.
  const [searchNumber, setSearchNumber] = useState(0);

  function apply(next: DocumentListFilter): void {
    startTransition(() => {
      setFilter(next);
      router.replace(`/projects/${projectId}/documents${documentFilterQuery(next)}`, { scroll: false });
    });
  }
  function clear(next: DocumentListFilter): void {
    if (next.search === undefined) setSearchNumber((number) => number + 1);
    apply(next);
  }

  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <DocumentSearch
          key={searchNumber}
          initial={filter.search ?? ""}
          onSearch={(words) => {
            const { search: _, ...others } = filter;
            apply(words === "" ? others : { ...others, search: words });
          }}
        />
        <DocumentFilters filter={filter} facets={facets} seesRemoved={mayRemove} onFilter={apply} />
        <SortSelect filter={filter} onFilter={apply} />
      </div>
      <FilterChips filter={filter} onClear={clear} />
      <div aria-busy={isPending} className={classNames("transition-opacity", isPending && "opacity-60")}>
        {first.total === 0 ? (
          <NoMatch filter={props.filter} onClear={() => clear({})} />
        ) : (
          <DocumentTable
            key={documentFilterQuery(props.filter)}
            projectId={projectId}
            filter={props.filter}
            first={first}
            mayEdit={mayEdit}
            mayRemove={mayRemove}
            onFilter={apply}
          />
        )}
      </div>
    </>
  );
}

type FilterProps = {
  readonly filter: DocumentListFilter;
  readonly onFilter: (filter: DocumentListFilter) => void;
};

function SortSelect({ filter, onFilter }: FilterProps) {
  const t = useTranslations("documents.sort");
  const choices = documentSorts.flatMap((sort) =>
    (["asc", "desc"] as const).map((order) => ({ sort, order, key: `${sort}-${order}` as const })),
  );
  return (
    <Select
      className="max-w-52"
      aria-label={t("label")}
      value={`${filter.sort ?? "created"}-${filter.order ?? "asc"}`}
      onChange={(event) => {
        const choice = choices.find(({ key }) => key === event.target.value);
        if (choice) onFilter({ ...filter, sort: choice.sort, order: choice.order });
      }}
    >
      {choices.map(({ key }) => (
        <option key={key} value={key}>
          {t(key)}
        </option>
      ))}
    </Select>
  );
}

function NoMatch({ filter, onClear }: { filter: DocumentListFilter; onClear: () => void }) {
  const t = useTranslations("documents.noMatch");
  const { deleted, sort: _, order: __, ...narrowing } = filter;
  const isBin = deleted === "true" && Object.keys(narrowing).length === 0;
  return (
    <EmptyState
      icon={isBin ? <Trash2 /> : <FileSearch />}
      title={isBin ? t("removedTitle") : t("title")}
      actions={
        <Button variant="primary" onClick={onClear}>
          {isBin ? t("removedBack") : t("clear")}
        </Button>
      }
    >
      {isBin ? t("removedText") : t("text")}
    </EmptyState>
  );
}
