import type { Continuum, ContinuumUnit } from "./continuum";

/**
 * A continuum as it could have come about by chance: each coder is replaced by one drawn from the real ones, whose
 * units are all moved by one random shift, around the end of the text to its beginning. Lengths, categories and
 * distances between a coder's units stay what they were; only what coders have in common is gone. Two shifts are
 * never nearer than the average length of units, as long as the text has room for that. A unit that would lie
 * across the end of the text is not cut and reaches over it.
 *
 * Mathet, Widlöcher & Métivier (2015), section 5.2.1. (Their program takes half that distance.) Needs a unit.
 */
export function shuffledContinuum(continuum: Continuum, random: () => number): Continuum {
  const { length, coderCount, units } = continuum;
  const byCoder: ContinuumUnit[][] = Array.from({ length: coderCount }, () => []);
  for (const unit of units) byCoder[unit.coder]?.push(unit);
  const apartMin = Math.ceil(units.reduce((sum, { start, end }) => sum + end - start, 0) / units.length);
  const shifts: number[] = [];
  for (let coder = 0; coder < coderCount; coder++) shifts.push(drawShift(length, shifts, apartMin, random));
  const moved = drawCoders(byCoder, random).flatMap((donor, coder) =>
    (byCoder[donor] ?? []).map((unit): ContinuumUnit => {
      const start = (unit.start + (shifts[coder] ?? 0)) % length;
      return { coder, category: unit.category, start, end: start + unit.end - unit.start };
    }),
  );
  return { length, coderCount, units: moved };
}

/** One real coder for each place, with repetitions, but not only coders without units. */
function drawCoders(byCoder: readonly (readonly unknown[])[], random: () => number): number[] {
  const drawn = byCoder.map(() => Math.floor(random() * byCoder.length));
  if (drawn.some((donor) => (byCoder[donor]?.length ?? 0) > 0)) return drawn;
  const busy = [...byCoder.keys()].filter((coder) => (byCoder[coder]?.length ?? 0) > 0);
  drawn[Math.floor(random() * drawn.length)] = busy[Math.floor(random() * busy.length)] ?? 0;
  return drawn;
}

/** A shift uniform over what is at least `apartMin` from the earlier ones, or over all where nothing is. */
function drawShift(length: number, taken: readonly number[], apartMin: number, random: () => number): number {
  const sorted = [...taken].sort((a, b) => a - b);
  const free = sorted.map((shift, at) => {
    const next = sorted[at + 1] ?? (sorted[0] ?? 0) + length;
    return { from: shift + apartMin, count: Math.max(0, next - shift - 2 * apartMin + 1) };
  });
  let pick = Math.floor(random() * (free.reduce((sum, { count }) => sum + count, 0) || length));
  for (const { from, count } of free) {
    if (pick < count) return (from + pick) % length;
    pick -= count;
  }
  return pick % length;
}
