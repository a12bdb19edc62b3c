"use client";

import { FilePen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useReader } from "@/components/reader/reader-context";
import { IconButton } from "@/components/ui/icon-button";
import { CorrectDialog } from "./correct-dialog";
import { useCorrected } from "./use-corrected";

/** Opens the correction of the text that is read. */
export function CorrectButton() {
  const t = useTranslations("revisions.correct");
  const { projectId, documentId } = useReader().session.place;
  const onCorrected = useCorrected(projectId);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={t("open")}
        icon={<FilePen aria-hidden className="size-4" />}
        size="sm"
        onClick={() => setOpen(true)}
      />
      {isOpen && (
        <CorrectDialog
          projectId={projectId}
          documentId={documentId}
          onClose={() => setOpen(false)}
          onCorrected={(revision) => {
            setOpen(false);
            onCorrected(revision);
          }}
        />
      )}
    </>
  );
}
