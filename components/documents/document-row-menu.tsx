"use client";

import { BookOpen, Columns2, EllipsisVertical, FilePen, PencilLine, RotateCcw, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import type { DocumentSummary } from "@/lib/contracts/documents";

/** What a reader may do with a document besides opening it; absent where it is not allowed. */
export type DocumentActions = {
  readonly edit: ((document: DocumentSummary) => void) | null;
  readonly correct: ((document: DocumentSummary) => void) | null;
  readonly remove: ((document: DocumentSummary) => void) | null;
  readonly restore: ((document: DocumentSummary) => void) | null;
};

export type DocumentRowMenuProps = {
  readonly document: DocumentSummary;
  readonly href: string;
  readonly actions: DocumentActions;
  readonly isCurrent: boolean;
};

export function DocumentRowMenu({ document, href, actions, isCurrent }: DocumentRowMenuProps) {
  const t = useTranslations("documents.row");
  const correcting = useTranslations("revisions.correct");
  const { edit, correct, remove, restore } = actions;
  const isRemoved = document.deletedAt !== null;
  return (
    <Menu
      trigger={
        <IconButton
          tooltip={false}
          tabIndex={isCurrent ? 0 : -1}
          label={t("menu", { title: document.title })}
          icon={<EllipsisVertical aria-hidden className="size-4.5" />}
        />
      }
    >
      <MenuLink href={href} icon={<BookOpen aria-hidden />}>
        {t("open")}
      </MenuLink>
      <MenuLink href={`${href}/compare`} icon={<Columns2 aria-hidden />}>
        {t("compare")}
      </MenuLink>
      {edit && !isRemoved && (
        <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => edit(document)}>
          {t("edit")}
        </MenuItem>
      )}
      {correct && !isRemoved && (
        <MenuItem icon={<FilePen aria-hidden />} onSelect={() => correct(document)}>
          {correcting("open")}
        </MenuItem>
      )}
      {remove && !isRemoved && (
        <>
          <MenuSeparator />
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => remove(document)}>
            {t("remove")}
          </MenuItem>
        </>
      )}
      {restore && isRemoved && (
        <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => restore(document)}>
          {t("restore")}
        </MenuItem>
      )}
    </Menu>
  );
}
