"use client";

import { Highlighter } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { memo, type ReactNode, useEffect, useRef } from "react";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import type { DocumentFacts } from "@/lib/client/document-facts";
import type { DocumentSummary } from "@/lib/contracts/documents";
import { type DocumentActions, DocumentRowMenu } from "./document-row-menu";
import { DocumentState } from "./document-state";
import { LanguageName } from "./language-name";
import { PublishedDay } from "./published-day";

/** Columns from the width of a tablet on; below it a row is a card whose parts flow. */
export const rowColumns = "md:flex md:flex-nowrap md:items-center md:gap-x-3";

/** How wide each column is; a fact that no document has is left out, and the title takes its place. */
export const columnWidths = {
  title: "md:flex-1",
  outlet: "md:w-34 md:shrink-0",
  published: "md:w-27 md:shrink-0",
  language: "md:w-23 md:shrink-0",
  state: "md:w-32 md:shrink-0",
  annotations: "md:w-16 md:shrink-0",
  actions: "md:w-9 md:shrink-0",
} as const;

export type DocumentRowProps = DocumentFacts & {
  readonly document: DocumentSummary;
  readonly index: number;
  readonly href: string;
  readonly actions: DocumentActions;
  /** Of all rows one is in the order of the Tab key; arrow keys go to the others. */
  readonly isCurrent: boolean;
  /** Set while this row is to take the focus. */
  readonly wantsFocus: boolean;
  readonly onFocused: (index: number) => void;
  readonly measure: (row: Element | null) => void;
};

export const DocumentRow = memo(function DocumentRow(props: DocumentRowProps) {
  const { document, index, href, actions, isCurrent, wantsFocus, onFocused, measure } = props;
  const { hasOutlet, hasPublished, hasLanguage } = props;
  const t = useTranslations("documents");
  const link = useRef<HTMLAnchorElement>(null);

  useEffect(() => {
    if (wantsFocus) link.current?.focus({ preventScroll: true });
  }, [wantsFocus]);

  return (
    <tr
      ref={measure}
      data-index={index}
      // The row of column names is the first.
      aria-rowindex={index + 2}
      className={classNames(
        "relative flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b px-4 py-2.5 last:rounded-b-lg last:border-b-0 hover:bg-sunken/50 md:min-h-14",
        rowColumns,
      )}
    >
      <td className={classNames("block min-w-0 basis-[calc(100%-3rem)] max-md:grow", columnWidths.title)}>
        <Link
          ref={link}
          href={href}
          prefetch={false}
          dir="auto"
          tabIndex={isCurrent ? 0 : -1}
          onFocus={() => onFocused(index)}
          className="line-clamp-3 font-medium outline-none wrap-anywhere after:absolute after:inset-0 hover:text-accent-ink focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-brass md:line-clamp-2"
        >
          {document.title}
        </Link>
      </td>
      {hasOutlet && (
        <FactCell column="outlet" isKnown={document.outlet !== ""}>
          <span dir="auto" className="line-clamp-2 wrap-anywhere">
            {document.outlet}
          </span>
        </FactCell>
      )}
      {hasPublished && (
        <FactCell column="published" isKnown={document.publishedAt !== null}>
          {document.publishedAt !== null && <PublishedDay at={document.publishedAt} />}
        </FactCell>
      )}
      {hasLanguage && (
        <FactCell column="language" isKnown={document.language !== ""}>
          <LanguageName tag={document.language} />
        </FactCell>
      )}
      <td className={classNames("block max-md:order-3", columnWidths.state)}>
        {document.deletedAt === null ? (
          <span className="flex flex-wrap gap-1">
            <DocumentState state={document.myState} />
            {document.waiting > 0 && (
              <Badge tone="warning">{t("waiting", { count: document.waiting })}</Badge>
            )}
          </span>
        ) : (
          <Badge tone="danger">{t("removed")}</Badge>
        )}
      </td>
      <td
        className={classNames(
          "flex items-center gap-1 text-[0.8125rem] text-soft tabular-nums max-md:order-3 md:justify-end md:text-sm",
          columnWidths.annotations,
        )}
      >
        <Highlighter aria-hidden className="size-3.5 md:hidden" />
        <span aria-hidden>{document.annotations}</span>
        <span className="sr-only">{t("annotationCount", { count: document.annotations })}</span>
      </td>
      <td
        className={classNames(
          "relative z-1 block max-md:order-2 md:flex md:justify-end",
          columnWidths.actions,
        )}
      >
        <DocumentRowMenu document={document} href={href} actions={actions} isCurrent={isCurrent} />
      </td>
    </tr>
  );
});

/** What is not known has a dash in a column, so that the eye keeps its line, and no place on a card. */
function FactCell({
  column,
  isKnown,
  children,
}: {
  column: keyof typeof columnWidths;
  isKnown: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("documents");
  return (
    <td
      className={classNames(
        "min-w-0 text-[0.8125rem] text-soft max-md:order-3 md:text-sm",
        isKnown ? "block" : "block max-md:hidden",
        columnWidths[column],
      )}
    >
      {isKnown ? (
        children
      ) : (
        <>
          <span aria-hidden className="text-faint">
            –
          </span>
          <span className="sr-only">{t("unknown")}</span>
        </>
      )}
    </td>
  );
}

/** Holds the place of a row that is on its way. */
export function DocumentRowSkeleton({
  index,
  measure,
}: {
  index: number;
  measure: (row: Element | null) => void;
}) {
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className="flex h-24 flex-col justify-center gap-2 border-line border-b px-4 md:h-14"
    >
      <td className="block">
        <Skeleton className="h-4 w-2/3" />
      </td>
    </tr>
  );
}
