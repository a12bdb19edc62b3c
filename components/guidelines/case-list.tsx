"use client";

import { Gavel, MessageSquare, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Moment } from "@/components/account/moment";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { TextLink } from "@/components/ui/text-link";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { deleteGuidelineCase, type GuidelineCase, restoreGuidelineCase } from "@/lib/contracts/guidelines";

type CaseListProps = { projectId: string; cases: readonly GuidelineCase[]; mayEdit: boolean };

/** The decisions and conversations that a rule was explained with. One that is taken off can be put back at once. */
export function CaseList({ projectId, cases, mayEdit }: CaseListProps) {
  const t = useTranslations("guidelines.cases");
  if (cases.length === 0) return null;
  return (
    <section aria-label={t("title")} className="grid gap-2">
      <h4 className="text-sm font-semibold">{t("title")}</h4>
      <ul className="grid gap-2">
        {cases.map((one) => (
          <CaseItem key={one.id} projectId={projectId} loaded={one} mayEdit={mayEdit} />
        ))}
      </ul>
    </section>
  );
}

function CaseItem({
  projectId,
  loaded,
  mayEdit,
}: {
  projectId: string;
  loaded: GuidelineCase;
  mayEdit: boolean;
}) {
  const t = useTranslations("guidelines.cases");
  const [shown, setShown] = useState(loaded);
  const { isBusy, error, run } = useRequest();
  const params = { project: projectId, case: shown.id };
  const Icon = shown.decisionId === null ? MessageSquare : Gavel;

  const remove = () =>
    run(() => api(deleteGuidelineCase, { params, query: { revision: shown.revision } }), setShown);
  const restore = () => run(() => api(restoreGuidelineCase, { params }), setShown);

  return (
    <li className="grid gap-1 rounded-md border border-line bg-sunken/50 px-3 py-2 text-sm">
      <div className="flex items-start gap-2.5">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-soft" />
        <div className="grid min-w-0 flex-1 gap-0.5">
          {shown.deletedAt === null ? <CaseWords projectId={projectId} one={shown} /> : <p>{t("taken")}</p>}
        </div>
        {mayEdit && shown.deletedAt === null && (
          <IconButton
            size="sm"
            label={t("remove")}
            icon={<X aria-hidden className="size-4" />}
            busy={isBusy}
            onClick={() => void remove()}
          />
        )}
        {mayEdit && shown.deletedAt !== null && (
          <Button size="sm" busy={isBusy} onClick={() => void restore()}>
            {t("restore")}
          </Button>
        )}
      </div>
      <RequestError error={error} />
    </li>
  );
}

function CaseWords({ projectId, one }: { projectId: string; one: GuidelineCase }) {
  const t = useTranslations("guidelines.cases");
  const place =
    one.decisionId === null ? `?thread=${one.threadId}` : `/adjudicate?decision=${one.decisionId}`;
  return (
    <>
      {one.quote !== "" && (
        <p className="font-serif wrap-anywhere" dir="auto">
          “{one.quote}”
        </p>
      )}
      {one.note !== "" && <p className="wrap-anywhere">{one.note}</p>}
      <p className="text-soft text-xs">
        {one.documentId === null ? (
          t("hidden")
        ) : (
          <TextLink href={`/projects/${projectId}/documents/${one.documentId}${place}`}>
            {one.documentTitle}
          </TextLink>
        )}
        {" · "}
        {t("attached", { who: one.createdByName ?? "—", number: one.version })}
        {" · "}
        <Moment at={one.createdAt} dateOnly />
      </p>
    </>
  );
}
