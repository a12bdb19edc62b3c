import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { ApiError, api } from "@/lib/client/api";
import type { PagedList } from "@/lib/client/paged-list";
import { showToast } from "@/lib/client/toasts";
import { type DocumentSummary, deleteDocument, restoreDocument } from "@/lib/contracts/documents";
import type { DocumentActions } from "./document-row-menu";

/** A title in a message: long enough to know it, short enough to read past. */
const brief = (title: string) => (title.length > 70 ? `${title.slice(0, 68).trimEnd()}…` : title);

export type DocumentActionsOptions = {
  readonly projectId: string;
  readonly list: PagedList<DocumentSummary>;
  readonly mayEdit: boolean;
  readonly mayRemove: boolean;
  /** A row left the list; the one that follows is now at its place. */
  readonly onGone: (at: number) => void;
};

/** Runs `action`; what the server refuses is for `refused` to put back and explain. */
async function attempt(action: () => Promise<void>, refused: (reason: string) => void): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    refused(error.message);
  }
}

/** Editing, removing and restoring from the list: shown at once, put back when the server refuses. */
export function useDocumentActions(options: DocumentActionsOptions) {
  const { projectId, list, mayEdit, mayRemove, onGone } = options;
  const t = useTranslations("documents.toast");
  const [edited, setEdited] = useState<DocumentSummary | null>(null);
  const [corrected, setCorrected] = useState<DocumentSummary | null>(null);

  const actions = useMemo((): DocumentActions => {
    const paramsOf = ({ id }: DocumentSummary) => ({ project: projectId, document: id });

    function takeOut(document: DocumentSummary): number {
      const at = list.remove(({ id }) => id === document.id) ?? 0;
      onGone(Math.min(at, list.view().items.length - 1));
      return at;
    }

    async function undo(document: DocumentSummary, at: number): Promise<void> {
      const title = brief(document.title);
      await attempt(
        async () => list.insert(at, await api(restoreDocument, { params: paramsOf(document) })),
        (next) =>
          showToast({
            tone: "danger",
            happened: t("restoreFailed", { title }),
            safe: t("removedSafe"),
            next,
          }),
      );
    }

    async function remove(document: DocumentSummary): Promise<void> {
      const title = brief(document.title);
      const at = takeOut(document);
      await attempt(
        async () => {
          const { revision } = document;
          const removed = await api(deleteDocument, { params: paramsOf(document), query: { revision } });
          showToast({
            tone: "success",
            happened: t("removed", { title }),
            safe: t("removedSafe"),
            action: { label: t("undo"), run: () => void undo(removed, at) },
          });
        },
        (next) => {
          list.insert(at, document);
          showToast({ tone: "danger", happened: t("removeFailed", { title }), safe: t("nothingLost"), next });
        },
      );
    }

    async function restore(document: DocumentSummary): Promise<void> {
      const title = brief(document.title);
      const at = takeOut(document);
      await attempt(
        async () => {
          await api(restoreDocument, { params: paramsOf(document) });
          showToast({ tone: "success", happened: t("restored", { title }) });
        },
        (next) => {
          list.insert(at, document);
          showToast({
            tone: "danger",
            happened: t("restoreFailed", { title }),
            safe: t("nothingLost"),
            next,
          });
        },
      );
    }

    return {
      edit: mayEdit ? setEdited : null,
      correct: mayEdit ? setCorrected : null,
      remove: mayRemove ? (document) => void remove(document) : null,
      restore: mayRemove ? (document) => void restore(document) : null,
    };
  }, [list, mayEdit, mayRemove, onGone, projectId, t]);

  return {
    actions,
    edited,
    corrected,
    closeCorrect: () => setCorrected(null),
    closeEdit: () => setEdited(null),
    onSaved: (saved: DocumentSummary) => {
      list.replace(({ id }) => id === saved.id, saved);
      showToast({ tone: "success", happened: t("saved") });
      setEdited(null);
    },
  };
}
