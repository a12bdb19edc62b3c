export type ToastTone = "info" | "success" | "warning" | "danger";

/** A message says what happened, what is safe, and what to do; the last two where there is something to say. */
export type Toast = {
  readonly id: number;
  readonly tone: ToastTone;
  readonly happened: string;
  readonly safe?: string | undefined;
  readonly next?: string | undefined;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** `null` stays until dismissed. */
  readonly durationMs: number | null;
};

export type NewToast = Omit<Toast, "id" | "tone" | "durationMs"> & {
  readonly tone?: ToastTone;
  readonly durationMs?: number | null;
};

const shownMax = 4;
const readingMs = 6_000;
const none: readonly Toast[] = [];

let toasts = none;
let lastId = 0;
const listeners = new Set<() => void>();

function replace(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** A toast with something to do, or that reports a failure, stays until it is read; the others leave by themselves. */
function defaultDuration({ tone, action }: NewToast): number | null {
  if (tone === "danger") return null;
  return action ? readingMs * 2 : readingMs;
}

export function showToast(toast: NewToast): number {
  lastId += 1;
  const durationMs = toast.durationMs === undefined ? defaultDuration(toast) : toast.durationMs;
  replace([...toasts, { ...toast, id: lastId, tone: toast.tone ?? "info", durationMs }].slice(-shownMax));
  return lastId;
}

export function dismissToast(id: number): void {
  replace(toasts.filter((toast) => toast.id !== id));
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentToasts = (): readonly Toast[] => toasts;
export const noToasts = (): readonly Toast[] => none;
