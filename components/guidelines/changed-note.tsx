"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Markdown } from "@/components/ui/markdown";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { type GuidelineResource, markGuidelineRead } from "@/lib/contracts/guidelines";
import { differenceOf, type Guideline, type GuidelineDifference } from "@/lib/domain/guideline/guideline";

type ChangedNoteProps = { projectId: string; loaded: GuidelineResource; lastRead: Guideline | null };

/** What is new since one said that one has read the guidelines, until one says so again. */
export function ChangedNote({ projectId, loaded, lastRead }: ChangedNoteProps) {
  const t = useTranslations("guidelines.changed");
  const [isRead, setRead] = useState(loaded.readNumber >= loaded.number);
  const { isBusy, error, run } = useRequest();
  if (isRead) return <p role="status" className="sr-only" />;
  const difference = lastRead && differenceOf(lastRead, loaded.guideline);

  const markRead = () =>
    run(
      () => api(markGuidelineRead, { params: { project: projectId }, body: { number: loaded.number } }),
      () => setRead(true),
    );

  return (
    <Callout
      className="mb-6"
      title={difference ? t("title") : t("first")}
      actions={
        <Button busy={isBusy} icon={<Check aria-hidden className="size-4" />} onClick={() => void markRead()}>
          {t("read")}
        </Button>
      }
    >
      {difference ? <DifferenceList difference={difference} /> : <p>{t("firstText")}</p>}
      <RequestError error={error} />
    </Callout>
  );
}

function DifferenceList({ difference }: { difference: GuidelineDifference }) {
  const t = useTranslations("guidelines.changed");
  const { isIntroChanged, added, changed, removed } = difference;
  return (
    <ul className="grid list-disc gap-1 pl-5">
      {isIntroChanged && <li>{t("intro")}</li>}
      {added.map(({ id, title }) => (
        <li key={id}>{t.rich("added", { rule: () => <RuleLink id={id} title={title} /> })}</li>
      ))}
      {changed.map(({ before, after }) => (
        <li key={after.id}>
          {t.rich("changed", { rule: () => <RuleLink id={after.id} title={after.title} /> })}
          <details>
            <summary className="text-soft">{t("before")}</summary>
            <p className="font-medium">{before.title}</p>
            <Markdown>{before.text}</Markdown>
          </details>
        </li>
      ))}
      {removed.map(({ id, title }) => (
        <li key={id}>{t("removed", { rule: title })}</li>
      ))}
    </ul>
  );
}

const RuleLink = ({ id, title }: { id: string; title: string }) => (
  <a className="underline underline-offset-3" href={`#rule-${id}`}>
    {title}
  </a>
);
