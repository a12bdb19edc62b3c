import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { api } from "@/lib/client/api";
import { type MatrixChange, MatrixDraft, withPlanned } from "@/lib/client/matrix-draft";
import { PlanQueue, type PlanSaving } from "@/lib/client/plan-queue";
import { showToast } from "@/lib/client/toasts";
import { useRequest } from "@/lib/client/use-request";
import { undoRoundChange } from "@/lib/contracts/round-documents";
import { changeMatrix, type MatrixRow, readMatrix } from "@/lib/contracts/round-matrix";
import type { MatrixPerson } from "./matrix-grid";
import type { useRevealing } from "./use-revealing";

export type LoadedMatrix = {
  readonly items: readonly MatrixRow[];
  readonly nextCursor: string | null;
  readonly people: readonly MatrixPerson[];
};

type Params = { readonly project: string; readonly round: string };

type Ways = {
  readonly isPlanned: boolean;
  /** Does what may end blindness, and asks first where it would. */
  readonly first: ReturnType<typeof useRevealing>["first"];
};
/** What an undo came to. */
export type Kept = z.infer<(typeof undoRoundChange)["returns"]>;

const PAGE_SIZE = 1_000;
const nothing: PlanSaving = { unsaved: 0, error: null };

/**
 * A round's matrix. Before the round opens, a change is one of its plan and saved at once; after that changes wait
 * until they are saved together, because people are told of them.
 */
export function useRoundMatrix(params: Params, loaded: LoadedMatrix, { isPlanned, first }: Ways) {
  const t = useTranslations("rounds.matrix");
  const common = useTranslations("rounds.changes");
  const request = useRequest();
  const [matrix, setMatrix] = useState(loaded);
  const [draft, setDraft] = useState(() => new MatrixDraft(loaded.items));
  const [saving, setSaving] = useState(nothing);
  const [kept, setKept] = useState<Kept | null>(null);
  const [queue] = useState(
    () =>
      new PlanQueue((changes) => api(changeMatrix, { params, body: { changes: [...changes] } }), setSaving),
  );

  function show(next: LoadedMatrix, changes: readonly MatrixChange[] = []): void {
    setMatrix(next);
    setDraft(new MatrixDraft(next.items, changes));
  }
  const pageAfter = (cursor: string | null) =>
    api(readMatrix, { params, query: { limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) } });

  /** Asks anew for as much as is shown. */
  async function refresh(): Promise<void> {
    let next = await pageAfter(null);
    while (next.nextCursor !== null && next.items.length < matrix.items.length) {
      const page = await pageAfter(next.nextCursor);
      next = { ...page, items: [...next.items, ...page.items] };
    }
    // What has been said since it was asked for is newer, and asks again when it is saved.
    if (queue.unsaved === 0) show(next);
  }
  function change(next: MatrixDraft): void {
    if (!isPlanned) {
      setDraft(next);
      return;
    }
    const items = withPlanned(matrix.items, next.changes);
    show({ ...matrix, items });
    void queue.push(next.changes);
  }
  async function undo(opId: string): Promise<void> {
    const told = await first((reveal) =>
      api(undoRoundChange, { params: { project: params.project }, body: { opId, reveal } }),
    );
    if (!told) return;
    await refresh();
    // Who goes on with what is more than a line that passes by.
    if (told.keeping.some(({ people }) => people.length > 0)) setKept(told);
    else
      showToast({
        tone: told.kept > 0 ? "warning" : "success",
        happened: common("undone", { undone: told.undone, kept: told.kept }),
      });
  }
  const save = (force: boolean) =>
    request.run(
      async () => {
        const answer = await first((reveal) =>
          api(changeMatrix, { params, body: { changes: [...draft.changes], force, reveal } }),
        );
        if (answer) await refresh();
        return answer;
      },
      (answer) =>
        answer &&
        showToast({
          tone: "success",
          happened: t("saved", { count: answer.changed }),
          action: { label: common("undo"), run: () => void request.run(() => undo(answer.opId)) },
        }),
    );
  const more = () =>
    request.run(async () => {
      if (matrix.nextCursor === null) return;
      const page = await pageAfter(matrix.nextCursor);
      show({ ...page, items: [...matrix.items, ...page.items] }, draft.changes);
    });
  return {
    ...request,
    ...{ matrix, draft, change, refresh, save, more, saving, undo, kept },
    forgetKept: () => setKept(null),
    retry: () => void queue.retry(),
    discard: () => setDraft(new MatrixDraft(matrix.items)),
  };
}
