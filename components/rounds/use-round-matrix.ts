import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/lib/client/api";
import { MatrixDraft } from "@/lib/client/matrix-draft";
import { showToast } from "@/lib/client/toasts";
import { useRequest } from "@/lib/client/use-request";
import { changeMatrix, type MatrixRow, type PlanResource, readMatrix } from "@/lib/contracts/rounds";
import type { MatrixPerson } from "./matrix-grid";

export type LoadedMatrix = {
  readonly items: readonly MatrixRow[];
  readonly nextCursor: string | null;
  readonly people: readonly MatrixPerson[];
};

/** The plan of a round that has not been opened, as if it were what the reader is about to give out. */
const planned = (rows: readonly MatrixRow[], plan: PlanResource | null): MatrixDraft =>
  new MatrixDraft(
    rows,
    (plan?.assignments ?? []).map((pair) => ({ ...pair, op: "add" as const })),
  );

/** A round's matrix with what is not saved yet. With a plan, nothing is saved before the round opens. */
export function useRoundMatrix(
  params: { readonly project: string; readonly round: string },
  loaded: LoadedMatrix,
  plan: PlanResource | null,
) {
  const t = useTranslations("rounds.matrix");
  const request = useRequest();
  const [matrix, setMatrix] = useState(loaded);
  const [draft, setDraft] = useState(() => planned(loaded.items, plan));

  const fetchAll = async (): Promise<LoadedMatrix> => {
    const page = await api(readMatrix, { params, query: { limit: 1_000 } });
    return page;
  };
  async function refresh(): Promise<void> {
    const page = await fetchAll();
    setMatrix(page);
    setDraft(new MatrixDraft(page.items));
  }
  const save = (force: boolean) =>
    request.run(
      async () => {
        const answer = await api(changeMatrix, { params, body: { changes: [...draft.changes], force } });
        await refresh();
        return answer;
      },
      ({ changed }) => showToast({ tone: "success", happened: t("saved", { count: changed }) }),
    );
  const more = () =>
    request.run(async () => {
      const page = await api(readMatrix, {
        params,
        query: { limit: 1_000, cursor: matrix.nextCursor ?? "" },
      });
      const items = [...matrix.items, ...page.items];
      setMatrix({ ...page, items });
      setDraft(new MatrixDraft(items, draft.changes));
    });
  return {
    ...request,
    ...{ matrix, draft, setDraft, refresh, save, more },
    discard: () => setDraft(planned(matrix.items, plan)),
  };
}
