"use client";

import { useRef, useState } from "react";
import { ApiError } from "./api";

export type Request = {
  readonly isBusy: boolean;
  readonly error: ApiError | null;
  /** Does the work unless it is under way already. A refusal is kept in `error`; `done` runs only on success. */
  readonly run: <Answer>(work: () => Promise<Answer>, done?: (answer: Answer) => void) => Promise<void>;
  readonly forget: () => void;
};

/** One thing a form or button asks of the server: whether it is under way, and why it was refused. */
export function useRequest(): Request {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  // State lags a frame behind: two quick clicks would both find it idle.
  const isUnderWay = useRef(false);

  async function run<Answer>(work: () => Promise<Answer>, done?: (answer: Answer) => void): Promise<void> {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    setError(null);
    try {
      const answer = await work();
      done?.(answer);
    } catch (refusal) {
      if (!(refusal instanceof ApiError)) throw refusal;
      setError(refusal);
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  }

  return { isBusy, error, run, forget: () => setError(null) };
}

/** What a refusal says about one field of a form, to be shown at that field. */
export const fieldError = (error: ApiError | null, field: string): string | undefined =>
  error?.problem?.issues?.find((issue) => issue.field === field)?.message;
