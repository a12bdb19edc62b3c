"use client";

import { ArrowDown, ArrowUp, Highlighter } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import type { DocumentFacts } from "@/lib/client/document-facts";
import type { DocumentListFilter } from "@/lib/client/document-filter";
import { columnWidths, rowColumns } from "./document-row";

type Sort = NonNullable<DocumentListFilter["sort"]>;

type SortProps = {
  readonly filter: DocumentListFilter;
  readonly onFilter: (filter: DocumentListFilter) => void;
};
type HeadProps = SortProps & { readonly facts: DocumentFacts };

/** The column names; those that the list can be ordered by are buttons. */
export function DocumentTableHead(props: HeadProps) {
  const t = useTranslations("documents.columns");
  const { hasOutlet, hasPublished, hasLanguage } = props.facts;
  return (
    <thead className="block rounded-t-lg bg-surface max-md:sr-only md:sticky md:top-23 md:z-10">
      <tr
        aria-rowindex={1}
        className={classNames(
          "border-edge/50 border-b px-4 py-1 text-left text-[0.8125rem] text-soft",
          rowColumns,
        )}
      >
        <SortableName {...props} sort="title">
          {t("title")}
        </SortableName>
        {hasOutlet && (
          <SortableName {...props} sort="outlet">
            {t("outlet")}
          </SortableName>
        )}
        {hasPublished && (
          <SortableName {...props} sort="published">
            {t("published")}
          </SortableName>
        )}
        {hasLanguage && (
          <th scope="col" className={classNames("block py-2 font-medium", columnWidths.language)}>
            {t("language")}
          </th>
        )}
        <th scope="col" className={classNames("block py-2 font-medium", columnWidths.state)}>
          {t("state")}
        </th>
        <th
          scope="col"
          title={t("annotations")}
          className={classNames("flex justify-end py-2 font-medium", columnWidths.annotations)}
        >
          <span className="sr-only">{t("annotations")}</span>
          <Highlighter aria-hidden className="size-4" />
        </th>
        <th scope="col" className={classNames("block", columnWidths.actions)}>
          <span className="sr-only">{t("actions")}</span>
        </th>
      </tr>
    </thead>
  );
}

function SortableName({
  filter,
  onFilter,
  sort,
  children,
}: SortProps & { sort: Sort & keyof typeof columnWidths; children: ReactNode }) {
  const isChosen = filter.sort === sort;
  const isDescending = isChosen && filter.order === "desc";
  const Arrow = isDescending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={isChosen ? (isDescending ? "descending" : "ascending") : "none"}
      className={classNames("block font-medium", columnWidths[sort])}
    >
      <button
        type="button"
        onClick={() => onFilter({ ...filter, sort, order: isChosen && !isDescending ? "desc" : "asc" })}
        className={classNames(
          "group -mx-1.5 inline-flex min-h-8 items-center gap-1 rounded-sm px-1.5 hover:bg-sunken hover:text-ink",
          isChosen && "text-ink",
        )}
      >
        {children}
        <Arrow
          aria-hidden
          className={classNames("size-3.5", !isChosen && "opacity-0 group-hover:opacity-50")}
        />
      </button>
    </th>
  );
}
