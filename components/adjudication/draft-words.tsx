"use client";

import { useTranslations } from "next-intl";
import { EdgeButtons } from "@/components/annotation/edge-buttons";
import { Button } from "@/components/ui/button";
import { type ItemDraft, withDraftEdge, withDraftStretch } from "@/lib/client/adjudication-draft";
import type { ReaderView } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import { sliceCodePoints } from "@/lib/domain/text/offsets";
import { useAdjudication } from "./adjudication-context";

/** The words of a mark that is being worded: moved by the word, or others selected in the text. */
export function DraftWords({ draft, view }: { draft: ItemDraft; view: ReaderView }) {
  const t = useTranslations("adjudication.draft");
  const session = useAdjudication();
  const { store } = view.session;
  const selection = useSignal(view.session.selection);
  return (
    <div className="grid gap-1.5">
      <p className="break-words font-serif text-sm" dir="auto" aria-live="polite">
        {draft.spans.map(({ start, end }) => sliceCodePoints(store.text, store.map, start, end)).join(" … ")}
      </p>
      <EdgeButtons onMove={(move) => session.draft.set(withDraftEdge(store, draft, move))} />
      {selection && (
        <Button
          size="sm"
          onClick={() => {
            session.draft.set(withDraftStretch(store, draft, selection));
            view.clearSelection();
          }}
        >
          {t("useSelection")}
        </Button>
      )}
      <p className="text-faint text-xs">{t("hint")}</p>
    </div>
  );
}
