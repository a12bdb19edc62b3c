"use client";

import { FileText, Plus, Spline } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { addLink, addMark } from "@/lib/client/adjudication-commands";
import { newTag } from "@/lib/client/adjudication-draft";
import type { ReaderView } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import { useAdjudication } from "./adjudication-context";

const SHOWN_MAX = 60;

/** Adds gold that nobody has marked. Pressing a button keeps the selection in the text. */
export function AddBar({ view }: { view: ReaderView }) {
  const t = useTranslations("adjudication.add");
  const session = useAdjudication();
  const selection = useSignal(view.session.selection);
  const draft = useSignal(session.draft);
  const { tags, relationTypes } = session.scheme;
  if (!session.mayAct || draft) return null;
  const spanTags = tags.filter(({ appliesTo, retired }) => appliesTo === "span" && !retired);
  const documentTag = tags.find(({ appliesTo, retired }) => appliesTo === "document" && !retired);
  if (selection)
    return (
      <section className="adjudication-add" aria-label={t("title")}>
        <p className="w-full truncate text-sm" aria-live="polite">
          {t.rich("selected", {
            words: view.session.store.text.slice(selection.start, selection.end).slice(0, SHOWN_MAX),
            quote: (words) => (
              <q className="font-serif" dir="auto">
                {words}
              </q>
            ),
          })}
        </p>
        {spanTags.map(({ key, title, hotkey }) => (
          <Button
            key={key}
            size="sm"
            aria-keyshortcuts={hotkey}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => addMark(session, view, key)}
          >
            {title} <Kbd>{hotkey.toUpperCase()}</Kbd>
          </Button>
        ))}
      </section>
    );
  return (
    <section className="adjudication-add" aria-label={t("title")}>
      <span className="me-auto flex items-center gap-1.5 text-soft text-xs">
        <Plus aria-hidden className="size-3.5" />
        {t("hint")}
      </span>
      {relationTypes.some(({ retired }) => !retired) && (
        <Button
          size="sm"
          aria-keyshortcuts="l"
          icon={<Spline aria-hidden className="size-4" />}
          onClick={() => addLink(session)}
        >
          {t("link")} <Kbd>L</Kbd>
        </Button>
      )}
      {documentTag && (
        <Button
          size="sm"
          aria-keyshortcuts="d"
          icon={<FileText aria-hidden className="size-4" />}
          onClick={() => session.begin(newTag(documentTag.key))}
        >
          {t("document")} <Kbd>D</Kbd>
        </Button>
      )}
    </section>
  );
}
