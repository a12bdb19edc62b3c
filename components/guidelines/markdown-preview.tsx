"use client";

import { useTranslations } from "next-intl";
import { Markdown } from "@/components/ui/markdown";

/** How Markdown that is being written will read; folded up until one looks. */
export function MarkdownPreview({ children }: { children: string }) {
  const t = useTranslations("guidelines.editor");
  if (children.trim() === "") return null;
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer rounded-sm text-soft">{t("preview")}</summary>
      <div className="mt-2 rounded-md bg-sunken px-4 py-3">
        <Markdown>{children}</Markdown>
      </div>
    </details>
  );
}
