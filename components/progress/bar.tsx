/** A part of a whole as a bar, beside the number that says it. `begun` follows `done` in a paler colour. */
export function Bar({ done, begun = 0, all }: { done: number; begun?: number; all: number }) {
  const share = (part: number) => (100 * part) / Math.max(1, all);
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2.5 w-full min-w-20" aria-hidden>
      <rect width="100" height="8" className="fill-sunken" />
      <rect width={share(done)} height="8" className="fill-accent" />
      <rect x={share(done)} width={share(begun)} height="8" className="fill-accent/35" />
    </svg>
  );
}
