"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { uuidv7 } from "uuidv7";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Textarea } from "@/components/ui/textarea";
import { ApiError, api } from "@/lib/client/api";
import type { GuidelineDraft } from "@/lib/client/guideline-draft";
import { useRequest } from "@/lib/client/use-request";
import { type GuidelineResource, readGuideline, replaceGuideline } from "@/lib/contracts/guidelines";
import { differenceOf, type Guideline, isDifferent, type Rule } from "@/lib/domain/guideline/guideline";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { MarkdownPreview } from "./markdown-preview";
import { RuleFields } from "./rule-fields";

type GuidelineEditorProps = {
  projectId: string;
  scheme: Scheme;
  loaded: GuidelineResource;
  /** What was written of it before. */
  draft: GuidelineDraft | null;
  onDraft: (draft: GuidelineDraft) => void;
  onDone: (saved: GuidelineResource) => void;
  onCancel: () => void;
};

/** The next version of the guidelines, as it is being written. What is in force stays so until it is saved. */
export function GuidelineEditor(props: GuidelineEditorProps) {
  const { projectId, scheme, loaded, onDraft, onDone, onCancel } = props;
  const t = useTranslations("guidelines.editor");
  const [start] = useState<Guideline>(() => begun(loaded.guideline, scheme));
  const [number] = useState(props.draft?.number ?? loaded.newestNumber);
  const draft = props.draft?.guideline ?? start;
  const setDraft = (guideline: Guideline) => onDraft({ number, guideline });
  const { theirs, save, isBusy, error } = useSave(projectId, number, draft, onDone);
  const isChanged = isDifferent(differenceOf(start, draft)) || !isSameOrder(start, draft);
  useWarningBeforeClosing(isChanged);

  const setRules = (rules: readonly Rule[]) => setDraft({ ...draft, rules });
  const setRule = (at: number, rule: Rule) => setRules(draft.rules.with(at, rule));
  const move = (at: number, by: number) => {
    const rule = draft.rules[at];
    if (rule) setRules(draft.rules.toSpliced(at, 1).toSpliced(at + by, 0, rule));
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };

  return (
    <form onSubmit={submit} className="grid gap-6">
      <PageHeader title={t("title")} description={t("description")} />
      <Field label={t("intro")} hint={t("markdown")}>
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            value={draft.intro}
            maxLength={20_000}
            onChange={(event) => setDraft({ ...draft, intro: event.target.value })}
          />
        )}
      </Field>
      <MarkdownPreview>{draft.intro}</MarkdownPreview>
      <ol className="grid gap-4">
        {draft.rules.map((rule, at) => (
          <RuleFields
            key={rule.id}
            scheme={scheme}
            rule={rule}
            number={at + 1}
            onChange={(next) => setRule(at, next)}
            onRemove={() => setRules(draft.rules.toSpliced(at, 1))}
            onUp={at > 0 ? () => move(at, -1) : null}
            onDown={at < draft.rules.length - 1 ? () => move(at, 1) : null}
          />
        ))}
      </ol>
      <div>
        <Button
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => setRules([...draft.rules, { id: uuidv7(), title: "", tag: null, text: "" }])}
        >
          {t("add")}
        </Button>
      </div>
      {theirs && (
        <Callout tone="warning" title={t("stale")}>
          {t("staleText")}
        </Callout>
      )}
      <RequestError error={error} />
      <div className="sticky bottom-3 flex flex-wrap items-center justify-end gap-2 rounded-lg border border-line bg-raised px-4 py-2.5 shadow-float">
        <p className="mr-auto text-sm text-soft">{isChanged && t("kept")}</p>
        {isChanged ? (
          <ConfirmDialog
            title={t("discardTitle")}
            description={t("discardText")}
            confirmLabel={t("discard")}
            cancelLabel={t("goOn")}
            danger
            onConfirm={onCancel}
            trigger={<Button>{t("cancel")}</Button>}
          />
        ) : (
          <Button onClick={onCancel}>{t("cancel")}</Button>
        )}
        <Button type="submit" variant="primary" busy={isBusy}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

/** The first version begins with what the scheme says about its tags already. */
function begun(guideline: Guideline, scheme: Scheme): Guideline {
  if (guideline.rules.length > 0 || guideline.intro !== "") return guideline;
  const rules = scheme.tags
    .filter((tag) => !tag.retired && !tag.isHelper)
    .map((tag) => ({ id: uuidv7(), title: tag.title, tag: tag.key, text: tag.guideline }));
  return { intro: "", rules };
}

const isSameOrder = (one: Guideline, other: Guideline): boolean =>
  one.rules.map(({ id }) => id).join() === other.rules.map(({ id }) => id).join();

/** If somebody else put a version in force meanwhile, the save is refused once, and then builds on theirs. */
function useSave(
  projectId: string,
  readNumber: number,
  draft: Guideline,
  onDone: (saved: GuidelineResource) => void,
) {
  const params = { project: projectId };
  const [theirs, setTheirs] = useState<GuidelineResource | null>(null);
  const { isBusy, error, run } = useRequest();
  const save = () =>
    run(async () => {
      try {
        const number = theirs?.newestNumber ?? readNumber;
        return await api(replaceGuideline, { params, body: { number, guideline: draft } });
      } catch (refusal) {
        if (refusal instanceof ApiError && refusal.code === "stale_revision")
          setTheirs(await api(readGuideline, { params }));
        throw refusal;
      }
    }, onDone);
  return { theirs, save, isBusy, error };
}

/** What is written is kept by the tab, and so until it is closed. */
function useWarningBeforeClosing(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isNeeded]);
}
