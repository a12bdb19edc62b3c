import "server-only";

/** Hands out the same, and reads the next while the last is worked on. Leaving off waits for what is being read. */
export async function* readAhead<Batch>(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  const reading = batches[Symbol.asyncIterator]();
  let next = reading.next();
  try {
    for (;;) {
      const batch = await next;
      if (batch.done) return;
      next = reading.next();
      // Whoever asks for it is told.
      next.catch(() => undefined);
      yield batch.value;
    }
  } finally {
    await next.catch(() => undefined);
    await reading.return?.();
  }
}
