"use client";

import { ClipboardPaste, FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";
import type { ChosenFile, LeftOut } from "@/lib/client/import-files";
import { DropZone } from "./drop-zone";
import { LeftOutNote } from "./left-out-note";
import { PasteForm } from "./paste-form";

export type ImportWaysProps = {
  readonly projectId: string;
  readonly endings: readonly string[];
  readonly way: "files" | "paste";
  readonly leftOut: readonly LeftOut[];
  readonly onFiles: (files: readonly ChosenFile[]) => void;
};

/** Where texts come from. */
export function ImportWays({ projectId, endings, way, leftOut, onFiles }: ImportWaysProps) {
  const t = useTranslations("imports");
  return (
    <Tabs
      label={t("how")}
      defaultValue={way}
      tabs={[
        {
          value: "files",
          label: (
            <span className="flex items-center gap-2">
              <FileUp aria-hidden className="size-4" />
              {t("files.tab")}
            </span>
          ),
          content: (
            <div className="grid gap-4">
              <DropZone endings={endings} onFiles={onFiles} />
              <LeftOutNote files={leftOut} />
            </div>
          ),
        },
        {
          value: "paste",
          label: (
            <span className="flex items-center gap-2">
              <ClipboardPaste aria-hidden className="size-4" />
              {t("paste.tab")}
            </span>
          ),
          content: <PasteForm projectId={projectId} />,
        },
      ]}
    />
  );
}
