import { type Conflict, conflictsAt, dropConflict, type Place } from "./outbox";
import { Signal } from "./signal";

/** The operations on a document that the server refused, which wait for their person to decide. */
export class RefusedWork {
  readonly conflicts = new Signal<readonly Conflict[]>([]);

  constructor(readonly place: Place) {}

  /** Reads them from storage; `fresh` ones may not be there, where nothing can be stored. */
  async read(fresh: readonly Conflict[] = []): Promise<void> {
    const stored = await conflictsAt(this.place).catch(() => this.conflicts.value);
    const known = new Set(stored.map(({ opId }) => opId));
    const all = [...stored, ...fresh.filter(({ opId }) => !known.has(opId))];
    // What was meant for the gold is decided where the gold is open, one's own where that is.
    this.conflicts.set(all.filter(({ set }) => set === this.place.set));
  }

  async dismiss(conflict: Conflict): Promise<void> {
    this.conflicts.set(this.conflicts.value.filter(({ opId }) => opId !== conflict.opId));
    await dropConflict(conflict.opId).catch(() => {
      // Where nothing can be stored, nothing was.
    });
    await this.read();
  }
}
