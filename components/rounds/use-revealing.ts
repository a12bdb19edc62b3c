import { useState } from "react";
import { ApiError } from "@/lib/client/api";
import { Reveals } from "@/lib/contracts/rounds";

/** Work that was refused because others would see blind work, and the reader's answer to that. */
export type AskedReveals = { readonly reveals: Reveals; readonly answer: (isAgreed: boolean) => void };

/** Does what may end blindness, and asks first where it would. */
export function useRevealing() {
  const [asked, setAsked] = useState<AskedReveals | null>(null);

  /** Tries without showing anybody's blind work; where that is refused, asks and does it or answers null. */
  async function first<Answer>(work: (reveal: boolean) => Promise<Answer>): Promise<Answer | null> {
    try {
      return await work(false);
    } catch (refusal) {
      const reveals = revealsOf(refusal);
      if (!reveals) throw refusal;
      const isAgreed = await new Promise<boolean>((answer) => setAsked({ reveals, answer }));
      setAsked(null);
      return isAgreed ? work(true) : null;
    }
  }
  return { asked, first };
}

/** What a refusal says that others would see; null if it was for another reason. */
function revealsOf(refusal: unknown): Reveals | null {
  if (!(refusal instanceof ApiError) || refusal.code !== "reveals_work") return null;
  return Reveals.safeParse(refusal.problem?.current).data ?? null;
}
