"use client";

import { BookOpenText, PencilLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Moment } from "@/components/account/moment";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Markdown } from "@/components/ui/markdown";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { GuidelineCase, GuidelineResource, GuidelineVersionSummary } from "@/lib/contracts/guidelines";
import type { Guideline } from "@/lib/domain/guideline/guideline";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { ChangedNote } from "./changed-note";
import { GuidelineEditor } from "./guideline-editor";
import { RuleCard } from "./rule-card";
import { useGuidelineDraft } from "./use-guideline-draft";
import { VersionSelect } from "./version-select";

type GuidelinePageProps = {
  projectId: string;
  userId: string;
  scheme: Scheme;
  loaded: GuidelineResource;
  versions: readonly GuidelineVersionSummary[];
  /** The version that the reader has read, where it is not the one in force. */
  lastRead: Guideline | null;
  cases: readonly GuidelineCase[];
  mayEdit: boolean;
};

/** The rules that a project is annotated by, what changed since one last read them, and the cases of each. */
export function GuidelinePage(props: GuidelinePageProps) {
  const { projectId, userId, scheme, versions, lastRead, cases, mayEdit } = props;
  const t = useTranslations("guidelines");
  const router = useRouter();
  const [isEditing, setEditing] = useState(false);
  const { draft, keep, forget } = useGuidelineDraft(userId, projectId);
  // What was just saved is shown before the page has been read again.
  const [saved, setSaved] = useState<GuidelineResource | null>(null);
  const loaded = saved && saved.number > props.loaded.newestNumber ? saved : props.loaded;
  const { guideline, number, newestNumber, createdAt } = loaded;
  const isNewest = number === newestNumber;
  const isEmpty = guideline.rules.length === 0 && guideline.intro === "";

  if (isEditing)
    return (
      <GuidelineEditor
        projectId={projectId}
        scheme={scheme}
        loaded={loaded}
        draft={draft}
        onDraft={keep}
        onDone={(version) => {
          forget();
          setSaved(version);
          setEditing(false);
          router.refresh();
        }}
        onCancel={() => {
          forget();
          setEditing(false);
        }}
      />
    );

  const edit = (label: string, variant: "primary" | "secondary") => (
    <Button
      variant={variant}
      icon={<PencilLine aria-hidden className="size-4" />}
      onClick={() => setEditing(true)}
    >
      {label}
    </Button>
  );

  return (
    <>
      <PageHeader
        title={t("title")}
        description={
          createdAt === null
            ? t("description")
            : t.rich("version", { number, when: () => <Moment at={createdAt} dateOnly /> })
        }
        actions={
          <>
            {versions.length > 1 && (
              <VersionSelect projectId={projectId} number={number} versions={versions} />
            )}
            {mayEdit && isNewest && !isEmpty && edit(t("edit"), "secondary")}
          </>
        }
      />
      {mayEdit && isNewest && draft && (
        <Callout
          className="mb-6"
          title={t("draft.title")}
          actions={
            <>
              <Button onClick={() => setEditing(true)}>{t("draft.goOn")}</Button>
              <Button variant="ghost" onClick={forget}>
                {t("draft.discard")}
              </Button>
            </>
          }
        >
          {t("draft.text")}
        </Callout>
      )}
      {!isNewest && (
        <Callout tone="warning" className="mb-6" title={t("old.title", { number })}>
          <TextLink href={`/projects/${projectId}/guidelines`}>{t("old.link")}</TextLink>
        </Callout>
      )}
      {isNewest && number > 0 && (
        <ChangedNote key={number} projectId={projectId} loaded={loaded} lastRead={lastRead} />
      )}
      {isEmpty ? (
        <EmptyState
          icon={<BookOpenText />}
          title={t("empty.title")}
          actions={mayEdit && isNewest && edit(t("empty.action"), "primary")}
        >
          {mayEdit ? t("empty.text") : t("empty.ask")}
        </EmptyState>
      ) : (
        <div className="grid gap-6">
          {guideline.intro !== "" && <Markdown>{guideline.intro}</Markdown>}
          {guideline.rules.map((rule) => (
            <RuleCard
              key={`${rule.id} ${number}`}
              projectId={projectId}
              scheme={scheme}
              rule={rule}
              cases={cases.filter(({ ruleId }) => ruleId === rule.id)}
              isInForce={isNewest}
              mayEdit={mayEdit}
            />
          ))}
        </div>
      )}
    </>
  );
}
