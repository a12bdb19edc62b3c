"use client";

import { FileUp, FolderUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ChangeEvent, useRef } from "react";
import { Button } from "@/components/ui/button";
import { type ChosenFile, filesOfInput } from "@/lib/client/import-files";

export type FileButtonsProps = {
  readonly endings: readonly string[];
  readonly onFiles: (files: readonly ChosenFile[]) => void;
  /** Beside other things rather than the main matter of the page. */
  readonly isMinor?: boolean;
};

/** The browser's own choosers, of files and of a folder, behind buttons with names. */
export function FileButtons({ endings, onFiles, isMinor = false }: FileButtonsProps) {
  const t = useTranslations("imports.files");
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const size = isMinor ? "md" : "lg";

  function chooseFolder(): void {
    if (!folder.current) return;
    // React knows no attribute for it.
    folder.current.webkitdirectory = true;
    folder.current.click();
  }

  function onChange(event: ChangeEvent<HTMLInputElement>): void {
    const chosen = filesOfInput(event.target.files ?? []);
    // So that choosing the same again is a change again.
    event.target.value = "";
    if (chosen.length > 0) onFiles(chosen);
  }

  return (
    <div className="flex flex-wrap justify-center gap-2">
      <Button
        variant={isMinor ? "secondary" : "primary"}
        size={size}
        icon={<FileUp aria-hidden className="size-4.5" />}
        onClick={() => files.current?.click()}
      >
        {t(isMinor ? "addFiles" : "chooseFiles")}
      </Button>
      <Button size={size} icon={<FolderUp aria-hidden className="size-4.5" />} onClick={chooseFolder}>
        {t(isMinor ? "addFolder" : "chooseFolder")}
      </Button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept={endings.join(",")}
        aria-label={t("label")}
        onChange={onChange}
      />
      <input ref={folder} type="file" multiple hidden aria-label={t("chooseFolder")} onChange={onChange} />
    </div>
  );
}
