"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { type ItemDraft, withDraftEdge, withDraftStretch } from "@/lib/client/adjudication-draft";
import type { ReaderView } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import type { EdgeMove } from "@/lib/client/snapping";
import { sliceCodePoints } from "@/lib/domain/text/offsets";
import { useAdjudication } from "./adjudication-context";

const edges = [
  ["startEarlier", { edge: "start", by: "word", direction: -1 }],
  ["startLater", { edge: "start", by: "word", direction: 1 }],
  ["endEarlier", { edge: "end", by: "word", direction: -1 }],
  ["endLater", { edge: "end", by: "word", direction: 1 }],
] as const satisfies readonly (readonly [string, EdgeMove])[];

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
      <div className="grid grid-cols-2 gap-1.5">
        {edges.map(([name, move]) => (
          <Button key={name} size="sm" onClick={() => session.draft.set(withDraftEdge(store, draft, move))}>
            {t(name)}
          </Button>
        ))}
      </div>
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
