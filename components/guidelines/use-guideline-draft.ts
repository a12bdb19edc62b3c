import { useEffect, useMemo, useState } from "react";
import { Drafts } from "@/lib/client/drafts";
import type { Guideline } from "@/lib/domain/guideline/guideline";

/** What somebody has begun to write, and the version in force when they began. */
export type GuidelineDraft = { readonly number: number; readonly guideline: Guideline };

const KEY = "next version";
/** The next version of the guidelines as far as it is written: it stays when one looks elsewhere. */
export function useGuidelineDraft(userId: string, projectId: string) {
  const drafts = useMemo(() => new Drafts(`${userId} ${projectId} guidelines`), [userId, projectId]);
  const [draft, setDraft] = useState<GuidelineDraft | null>(null);
  // Only the browser knows: the page that comes from the server has none.
  useEffect(() => setDraft(read(drafts.get(KEY))), [drafts]);
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

function read(words: string | undefined): GuidelineDraft | null {
  if (words === undefined) return null;
  // Only `keep` writes it, in this very tab.
  return JSON.parse(words) as GuidelineDraft;
}
