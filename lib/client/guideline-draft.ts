import { z } from "zod";
import type { Guideline } from "@/lib/domain/guideline/guideline";

/** What somebody has begun to write, and the version in force when they began. */
export type GuidelineDraft = { readonly number: number; readonly guideline: Guideline };

// Not the shape of what is saved: a rule may have no title yet.
const Kept = z.object({
  number: z.int(),
  guideline: z.object({
    intro: z.string(),
    rules: z.array(
      z.object({ id: z.string(), title: z.string(), tag: z.string().nullable(), text: z.string() }),
    ),
  }),
});

/** What was kept of it; null where nothing was, or nothing that can be read. */
export function readGuidelineDraft(words: string | undefined): GuidelineDraft | null {
  if (words === undefined) return null;
  const kept = Kept.safeParse(JSON.parse(words));
  return kept.success ? kept.data : null;
}
