import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import type { RoundDocumentsPreview } from "@/lib/contracts/round-documents";
import { shortfallKinds } from "@/lib/domain/workflow/plan-round";
import type { DocumentsOp } from "./change-documents-dialog";
import { RevealsNotice } from "./reveals-notice";

/** What a change of a round's documents would do, to whom. */
export function DocumentsPreview({ op, preview }: { op: DocumentsOp; preview: RoundDocumentsPreview }) {
  const t = useTranslations("rounds.changes");
  const { documents, leftOut, reveals, returned, begun, submitted, moved, given, assignments } = preview;
  const facts = [
    returned > 0 && t("returned", { count: returned }),
    op === "remove" && begun > 0 && t("begun", { count: begun }),
    op === "remove" && submitted > 0 && t("submitted", { count: submitted }),
    op === "move" && moved > 0 && t("moved", { count: moved }),
    given > 0 && t("given", { count: given }),
    leftOut > 0 && t("leftOut", { count: leftOut }),
    ...shortfallKinds.map((kind) => {
      const count = preview.shortfalls.filter((one) => one.kind === kind).length;
      return count > 0 && t(`shortfall.${kind}`, { count });
    }),
  ].filter((fact) => fact !== false);
  return (
    <div className="grid gap-3">
      <Callout tone={documents === 0 ? "warning" : "info"} title={t(`${op}.count`, { count: documents })}>
        {facts.length > 0 && (
          <ul className="list-disc pl-4">
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        )}
        {documents > 0 && <p className={facts.length > 0 ? "mt-1" : ""}>{t("undoable")}</p>}
      </Callout>
      {reveals && <RevealsNotice reveals={reveals} />}
      {assignments.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer text-accent-ink">{t("who")}</summary>
          <ul className="mt-2 grid max-h-64 gap-1 overflow-y-auto rounded-md border border-line bg-raised p-3">
            {assignments.map(({ documentId, userId, title, name }) => (
              <li key={`${documentId} ${userId}`} className="wrap-anywhere">
                <span className="font-medium">{name}</span>: <span dir="auto">{title}</span>
              </li>
            ))}
            {given > assignments.length && <li>{t("andMore", { count: given - assignments.length })}</li>}
          </ul>
        </details>
      )}
    </div>
  );
}
