"use client";

import { FileDown, FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import type { ChosenFile } from "@/lib/client/import-files";
import { CORPUS_BYTES_MAX, UPLOAD_BYTES_MAX } from "@/lib/contracts/imports";
import { FileButtons } from "./file-buttons";
import { useFileDrop } from "./use-file-drop";

export type DropZoneProps = {
  readonly endings: readonly string[];
  readonly onFiles: (files: readonly ChosenFile[]) => void;
};

/** Where files are dropped. The whole page takes them; this shows where they go. */
export function DropZone({ endings, onFiles }: DropZoneProps) {
  const t = useTranslations("imports.files");
  const isOver = useFileDrop(onFiles);
  return (
    <div
      className={classNames(
        "grid justify-items-center gap-4 rounded-lg border-2 border-dashed px-5 py-12 text-center transition-colors",
        isOver ? "border-accent bg-accent-soft" : "border-edge/60 bg-surface",
      )}
    >
      <div
        aria-hidden
        className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent-ink [&_svg]:size-7"
      >
        {isOver ? <FileDown /> : <FileUp />}
      </div>
      <p className="font-serif text-xl font-semibold">{isOver ? t("dropNow") : t("drop")}</p>
      <p className="text-sm text-faint">{t("or")}</p>
      <FileButtons endings={endings} onFiles={onFiles} />
      <p className="max-w-prose text-[0.8125rem] text-soft text-pretty">
        {t("kinds", { size: UPLOAD_BYTES_MAX / 1_000_000, corpus: CORPUS_BYTES_MAX / 1_000_000_000 })}
      </p>
    </div>
  );
}
