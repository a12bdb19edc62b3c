"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { EllipsisVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import type { MatrixDraft, MatrixPair } from "@/lib/client/matrix-draft";
import type { MatrixRow } from "@/lib/contracts/round-matrix";
import { MatrixSymbol, useCellWords } from "./matrix-cell";
import { useGridKeys } from "./use-grid-keys";

const rowPx = 45;
/** What the server draws; the page's policy refuses styles in its HTML, so it can't leave room for the rest. */
const firstRows = 30;
const nearEndRows = 40;
const never = () => () => {};

export type MatrixPerson = { readonly id: string; readonly name: string; readonly isMember: boolean };
export type MatrixGridProps = {
  readonly rows: readonly MatrixRow[];
  readonly people: readonly MatrixPerson[];
  readonly draft: MatrixDraft;
  readonly isLocked: boolean;
  readonly onToggle: (pair: MatrixPair) => void;
  readonly onSet: (pairs: readonly MatrixPair[], op: "add" | "remove") => void;
  /** What can be done with a whole document or person besides; null where nothing can. */
  readonly onDocument: ((op: "remove" | "move", document: { id: string; title: string }) => void) | null;
  readonly onHandOver: ((userId: string) => void) | null;
  /** Loads the rows after these; null where there are none. */
  readonly onMore: (() => void) | null;
};

/** Documents by people, with heads that stay in sight. Only the rows near the window are drawn. */
export function MatrixGrid(props: MatrixGridProps) {
  const { rows, people, isLocked, onToggle, onMore } = props;
  const t = useTranslations("rounds.matrix");
  const box = useRef<HTMLDivElement>(null);
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: 8,
    scrollPaddingStart: 56,
    useFlushSync: false,
  });
  const pairAt = ({ row, column }: { row: number; column: number }): MatrixPair | null => {
    const [document, person] = [rows[row], people[column]];
    return document && person ? { documentId: document.documentId, userId: person.id } : null;
  };
  const keys = useGridKeys(
    { rows: rows.length, columns: people.length },
    (row) => virtualizer.scrollToIndex(row, { align: "auto" }),
    (place) => {
      const pair = pairAt(place);
      if (pair && !isLocked) onToggle(pair);
    },
  );
  const drawn = isInBrowser ? virtualizer.getVirtualItems() : [];
  const indexes =
    drawn.length > 0
      ? drawn.map(({ index }) => index)
      : Array.from({ length: Math.min(firstRows, rows.length) }, (_, index) => index);
  const last = drawn.at(-1)?.index ?? 0;
  const isNearEnd = onMore !== null && last > 0 && last >= rows.length - nearEndRows;
  const load = useRef(onMore);
  useEffect(() => {
    load.current = onMore;
  });
  // The server is asked for the next rows when the window comes near them, once for each number of rows.
  useEffect(() => {
    if (isNearEnd && rows.length > 0) load.current?.();
  }, [isNearEnd, rows.length]);
  const before = drawn[0]?.start ?? 0;
  const after = drawn.length > 0 ? virtualizer.getTotalSize() - (drawn.at(-1)?.end ?? 0) : 0;

  return (
    <div
      ref={box}
      className="relative max-h-[70vh] max-w-full overflow-auto rounded-lg border border-line bg-surface shadow-card"
    >
      <table
        ref={keys.grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA grid is a table that keys move in.
        role="grid"
        tabIndex={-1}
        aria-label={t("label")}
        aria-rowcount={rows.length + 1}
        onKeyDown={keys.onKeyDown}
        className="min-w-full border-separate border-spacing-0 text-sm"
      >
        <MatrixHead {...props} />
        <tbody>
          {before > 0 && <Gap px={before} columns={people.length + 2} />}
          {indexes.map((index) => {
            const row = rows[index];
            return (
              row && (
                <MatrixLine
                  key={row.documentId}
                  {...props}
                  row={row}
                  index={index}
                  current={keys.current.row === index ? keys.current.column : null}
                  onFocus={(column) => keys.setCurrent({ row: index, column })}
                />
              )
            );
          })}
          {after > 0 && <Gap px={after} columns={people.length + 2} />}
        </tbody>
      </table>
    </div>
  );
}

function Gap({ px, columns }: { px: number; columns: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height: px }} />
    </tr>
  );
}

function MatrixHead({ rows, people, isLocked, onSet, onHandOver }: MatrixGridProps) {
  const t = useTranslations("rounds.matrix");
  const head =
    "sticky top-0 border-b border-edge/50 bg-surface px-2 py-1.5 text-[0.8125rem] font-medium text-soft";
  return (
    <thead>
      <tr>
        <th scope="col" className={`${head} left-0 z-30 min-w-64 pl-4 text-left`}>
          {t("document")}
        </th>
        <th scope="col" className={`${head} z-20 text-right`}>
          {t("filled")}
        </th>
        {people.map(({ id, name, isMember }) => {
          const pairs = rows.map(({ documentId }) => ({ documentId, userId: id }));
          return (
            <th key={id} scope="col" className={`${head} z-20 min-w-28`}>
              <span className="flex items-center justify-center gap-0.5">
                <span className="max-w-28 truncate" title={isMember ? name : `${name}: ${t("former")}`}>
                  {name}
                </span>
                {!isLocked && (
                  <Menu
                    trigger={
                      <IconButton
                        size="sm"
                        tooltip={false}
                        label={t("column", { name })}
                        icon={<EllipsisVertical aria-hidden className="size-3.5" />}
                      />
                    }
                  >
                    <MenuItem onSelect={() => onSet(pairs, "add")}>{t("giveAll")}</MenuItem>
                    <MenuItem onSelect={() => onSet(pairs, "remove")}>{t("takeAll")}</MenuItem>
                    {onHandOver && (
                      <>
                        <MenuSeparator />
                        <MenuItem onSelect={() => onHandOver(id)}>{t("handOver")}</MenuItem>
                      </>
                    )}
                  </Menu>
                )}
              </span>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

type MatrixLineProps = Omit<MatrixGridProps, "rows"> & {
  readonly row: MatrixRow;
  readonly index: number;
  /** The column of the cell that Tab leads to, when it is in this row. */
  readonly current: number | null;
  readonly onFocus: (column: number) => void;
};

function MatrixLine(props: MatrixLineProps) {
  const { row, index, people, draft, isLocked, current, onFocus, onToggle } = props;
  const t = useTranslations("rounds.matrix");
  const words = useCellWords();
  const { documentId, title, copies } = row;
  const filled = draft.filled(documentId);
  const pairs = people.map(({ id }) => ({ documentId, userId: id }));
  return (
    <tr aria-rowindex={index + 2} className="group/row">
      <th
        scope="row"
        className="sticky left-0 z-10 max-w-md border-line border-b bg-surface py-1.5 pr-2 pl-4 text-left font-normal group-hover/row:bg-sunken"
      >
        <span className="flex items-center justify-between gap-1">
          <span dir="auto" className="truncate font-medium" title={title}>
            {title}
          </span>
          {!isLocked && <RowMenu {...props} pairs={pairs} />}
        </span>
      </th>
      <td
        className={`border-line border-b px-2 text-right whitespace-nowrap tabular-nums group-hover/row:bg-sunken ${filled === copies ? "text-soft" : "font-medium text-warning"}`}
      >
        {t("filledOf", { filled, copies })}
      </td>
      {people.map(({ id, name }, column) => {
        const pair = { documentId, userId: id };
        const mark = draft.mark(pair);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the grid's, which moves between its cells.
          <td
            key={id}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the cells of an ARIA grid are.
            role="gridcell"
            tabIndex={current === column ? 0 : -1}
            data-place={`${index}-${column}`}
            aria-selected={draft.has(pair)}
            aria-readonly={isLocked || undefined}
            aria-label={t("cell", { title, name, state: words(mark) })}
            title={`${name}: ${words(mark)}`}
            onFocus={() => onFocus(column)}
            onClick={() => !isLocked && onToggle(pair)}
            className={`cursor-pointer border-line border-b text-center -outline-offset-2 ${draft.has(pair) ? "bg-accent-soft" : "group-hover/row:bg-sunken"}`}
          >
            <span className="inline-flex min-h-8 min-w-8 items-center justify-center">
              <MatrixSymbol mark={mark} />
            </span>
          </td>
        );
      })}
    </tr>
  );
}

function RowMenu({
  row,
  current,
  pairs,
  onSet,
  onDocument,
}: MatrixLineProps & { pairs: readonly MatrixPair[] }) {
  const t = useTranslations("rounds.matrix");
  const { documentId: id, title } = row;
  return (
    <Menu
      trigger={
        <IconButton
          size="sm"
          tooltip={false}
          tabIndex={current === null ? -1 : 0}
          label={t("row", { title })}
          icon={<EllipsisVertical aria-hidden className="size-3.5" />}
        />
      }
    >
      <MenuItem onSelect={() => onSet(pairs, "add")}>{t("giveEveryone")}</MenuItem>
      <MenuItem onSelect={() => onSet(pairs, "remove")}>{t("takeEveryone")}</MenuItem>
      {onDocument && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => onDocument("move", { id, title })}>{t("moveDocument")}</MenuItem>
          <MenuItem danger onSelect={() => onDocument("remove", { id, title })}>
            {t("removeDocument")}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
