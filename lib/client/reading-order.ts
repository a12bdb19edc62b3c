import { byPosition } from "@/lib/domain/span/span";
import type { Mark } from "./block-views";

/**
 * Marks in reading order, kept in order while single marks come and go: sorting 20,000 anew at every key would
 * take longer than a frame.
 */
export class ReadingOrder {
  #marks: Mark[] = [];

  get marks(): readonly Mark[] {
    return this.#marks;
  }

  setAll(marks: Iterable<Mark>): void {
    this.#marks = [...marks].sort(byPosition);
  }

  add(mark: Mark): void {
    // A new array, so that who holds the old one sees that it is old.
    this.#marks = this.#marks.toSpliced(this.#placeOf(mark), 0, mark);
  }

  remove(mark: Mark): void {
    const at = this.indexOf(mark);
    if (at >= 0) this.#marks = this.#marks.toSpliced(at, 1);
  }

  /** Where a mark stands, or -1. Found by its position, so the mark has to be as it was when it was added. */
  indexOf(mark: Mark): number {
    const at = this.#placeOf(mark);
    return this.#marks[at]?.id === mark.id ? at : -1;
  }

  /** Up to `max` marks that `accepts`, those closest in reading order to `mark` first. */
  nearest(mark: Mark, accepts: (other: Mark) => boolean, max: number): Mark[] {
    const found: Mark[] = [];
    const at = this.#placeOf(mark);
    for (let step = 0; found.length < max && step <= this.#marks.length; step++) {
      const before = this.#marks[at - 1 - step];
      const after = this.#marks[at + step];
      if (!before && !after) break;
      for (const other of [before, after])
        if (other && other.id !== mark.id && accepts(other)) found.push(other);
    }
    return found.slice(0, max);
  }

  /** The first place whose mark does not come before `mark`. */
  #placeOf(mark: Mark): number {
    let low = 0;
    let high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#marks[middle];
      if (other && byPosition(other, mark) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
