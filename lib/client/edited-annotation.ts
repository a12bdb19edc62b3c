import type { ChangeResource } from "@/lib/contracts/entities";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import type { AnnotationStore } from "./annotation-store";
import { Signal } from "./signal";

type Held = { readonly change: ChangeResource; readonly row: StoredAnnotation };

/** The annotation in whose fields somebody is typing: nobody changes it under their hands. */
export class EditedAnnotation {
  readonly id = new Signal<string | null>(null);
  /** What somebody has done to it meanwhile: the newest change. */
  readonly held = new Signal<Held | null>(null);

  constructor(readonly store: AnnotationStore) {}

  /** Whether news of a row has to wait. News of what was done here is none. */
  holdsBack(change: ChangeResource, row: StoredAnnotation): boolean {
    const known = this.store.get(row.id);
    if (row.id !== this.id.value || !known || known.revision >= row.revision) return false;
    this.held.set({ change, row });
    return true;
  }

  /** Somebody begins or ends typing; what was held back is shown after it. */
  set(id: string | null): void {
    if (id === this.id.value) return;
    this.id.set(id);
    this.show();
  }

  /** Shows what has been held back. */
  show(): void {
    const held = this.held.value;
    this.held.set(null);
    if (held) this.store.receive(held.row);
  }
}
