import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { showToast } from "@/lib/client/toasts";
import type { DocumentSummary } from "@/lib/contracts/documents";

/** Says that a correction is there and goes to it, where what waits is decided. */
export function useCorrected(projectId: string): (revision: DocumentSummary) => void {
  const t = useTranslations("revisions.correct");
  const router = useRouter();
  return ({ id }) => {
    showToast({ tone: "success", happened: t("done"), safe: t("doneSafe") });
    router.push(`/projects/${projectId}/documents/${id}`);
  };
}
