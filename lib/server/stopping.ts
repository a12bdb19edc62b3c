import "server-only";

// Next loads modules more than once in one process.
const holder = globalThis as typeof globalThis & { concordStopping?: AbortController };

/** Aborts when this process was asked to end: what would stay open for hours ends itself then. */
export function stopping(): AbortSignal {
  if (!holder.concordStopping) {
    const controller = new AbortController();
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => controller.abort());
    holder.concordStopping = controller;
  }
  return holder.concordStopping.signal;
}
