"use client";

import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useReader } from "@/components/reader/reader-context";
import { IconButton } from "@/components/ui/icon-button";
import { RevisionsDialog } from "./revisions-dialog";

/** Opens the history of the text that is read: its revisions, and what each of them changed. */
export function RevisionsButton() {
  const t = useTranslations("revisions.history");
  const { place } = useReader().session;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={t("open")}
        icon={<History aria-hidden className="size-4" />}
        size="sm"
        onClick={() => setOpen(true)}
      />
      {isOpen && <RevisionsDialog place={place} onClose={() => setOpen(false)} />}
    </>
  );
}
