import { useEffect, useMemo, useState } from "react";
import { Drafts } from "@/lib/client/drafts";
import { type GuidelineDraft, readGuidelineDraft } from "@/lib/client/guideline-draft";

const KEY = "next version";

/** The next version of the guidelines as far as it is written: it stays when one looks elsewhere. */
export function useGuidelineDraft(userId: string, projectId: string) {
  const drafts = useMemo(() => new Drafts(`${userId} ${projectId} guidelines`), [userId, projectId]);
  const [draft, setDraft] = useState<GuidelineDraft | null>(null);
  // Only the browser knows: the page that comes from the server has none.
  useEffect(() => setDraft(readGuidelineDraft(drafts.get(KEY))), [drafts]);
  return {
    draft,
    keep: (next: GuidelineDraft) => {
      drafts.set(KEY, JSON.stringify(next));
      setDraft(next);
    },
    forget: () => {
      drafts.delete(KEY);
      setDraft(null);
    },
  };
}
