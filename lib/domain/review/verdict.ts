/** What one person can think of a teammate's annotation. */
export const verdicts = ["accept", "reject", "question"] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * Why an annotation is rejected or questioned. The list is short because it is counted; words of one's own come
 * beside it. `not_a_quote`: words in quotation marks for their tone, or the title of a work.
 */
export const reviewReasons = [
  "wrong_edges",
  "wrong_tag",
  "wrong_attribute",
  "wrong_link",
  "wrong_entity",
  "not_a_quote",
  "duplicate",
  "guideline",
  "other",
] as const;
export type ReviewReason = (typeof reviewReasons)[number];

export type Opinion = {
  readonly verdict: Verdict;
  /** Null where none was given. */
  readonly reason: ReviewReason | null;
  readonly text: string;
};

/**
 * Whether an opinion can stand as it is: who rejects says why, in a word of the list or their own; agreeing
 * needs no reason. Answers the field at fault and what to do.
 */
export function checkOpinion({ verdict, reason, text }: Opinion): OpinionFault | null {
  const isSilent = text.trim() === "";
  if (verdict === "accept" && reason !== null)
    return { field: "reason", reason: "Reasons are for rejecting or questioning" };
  if (verdict === "reject" && reason === null && isSilent)
    return { field: "reason", reason: "Say why it is rejected" };
  if (reason === "other" && isSilent) return { field: "text", reason: "Say in words what the reason is" };
  return null;
}

export type OpinionFault = { readonly field: "reason" | "text"; readonly reason: string };

export const sameOpinion = (a: Opinion, b: Opinion): boolean =>
  a.verdict === b.verdict && a.reason === b.reason && a.text === b.text;
