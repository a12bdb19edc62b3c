import type { ChangeResource } from "@/lib/contracts/entities";
import { listDisplacements } from "@/lib/contracts/revisions";
import type { DisplacementState } from "@/lib/domain/anchor/carry-annotations";
import { api } from "./api";
import { Signal } from "./signal";

type Place = { readonly projectId: string; readonly documentId: string };
type Listed = { readonly items: readonly { readonly id: string }[]; readonly nextCursor: string | null };

/** Where something that lost its place stands, as far as the page has heard. */
export type DisplacementNews = {
  readonly id: string;
  readonly state: DisplacementState;
  readonly revision: number;
};

/** What waits for a place in the text, kept as it is while several people decide about it. */
export class Displacements {
  /** The newest that is known of each, by id. */
  readonly known = new Signal<ReadonlyMap<string, DisplacementNews>>(new Map());
  /** How many more wait (fewer: below zero) than when the page was made. */
  readonly difference = new Signal(0);

  /** The one that a link leads to: the list opens at it. */
  readonly sought = new Signal<string | null>(null);

  /** Leads to something, if it waits for a place. Answers whether it does. */
  async seek(place: Place, id: string): Promise<boolean> {
    const params = { project: place.projectId, document: place.documentId };
    let cursor: string | null = null;
    do {
      const query = { state: "waiting" as const, limit: 1000, ...(cursor !== null && { cursor }) };
      const page: Listed = await api(listDisplacements, { params, query });
      if (page.items.some((one) => one.id === id)) {
        this.sought.set(id);
        return true;
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
    return false;
  }

  /** Takes in rows as they were read: they say how things stand, and nothing has happened by it. */
  read(rows: readonly DisplacementNews[]): void {
    this.#keep(rows);
  }

  /** Takes in what was decided, here or elsewhere. Told twice of the same, it counts once. */
  receive(rows: readonly DisplacementNews[]): void {
    const fresh = this.#keep(rows);
    // A decision is made about what waits, and taken back to wait again.
    const difference = fresh.reduce((sum, { state }) => sum + (state === "waiting" ? 1 : -1), 0);
    if (difference !== 0) this.difference.set(this.difference.value + difference);
  }

  hear({ after }: Pick<ChangeResource, "after">): void {
    // The log holds of a displacement what the database has of it.
    this.receive([after as DisplacementNews]);
  }

  /** Keeps what is newer than what is known; answers what that was. */
  #keep(rows: readonly DisplacementNews[]): readonly DisplacementNews[] {
    const fresh = rows.filter(({ id, revision }) => revision > (this.known.value.get(id)?.revision ?? 0));
    if (fresh.length > 0)
      this.known.set(
        new Map([
          ...this.known.value,
          ...fresh.map(({ id, state, revision }) => [id, { id, state, revision }] as const),
        ]),
      );
    return fresh;
  }
}
