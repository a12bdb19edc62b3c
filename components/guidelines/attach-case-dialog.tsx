"use client";

import { BookOpenText } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { uuidv7 } from "uuidv7";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { createGuidelineCase, readGuideline } from "@/lib/contracts/guidelines";
import type { Rule } from "@/lib/domain/guideline/guideline";

type AttachCaseDialogProps = {
  projectId: string;
  about: { readonly threadId: string } | { readonly decisionId: string };
};

/** Makes a conversation or a decision a case of a rule, so that everybody finds it there. */
export function AttachCaseDialog({ projectId, about }: AttachCaseDialogProps) {
  const t = useTranslations("guidelines.attach");
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title={t("title")}
      description={t("description")}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="ghost" icon={<BookOpenText aria-hidden className="size-4" />}>
          {t("open")}
        </Button>
      }
    >
      <AttachForm projectId={projectId} about={about} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function AttachForm({ projectId, about, onDone }: AttachCaseDialogProps & { onDone: () => void }) {
  const t = useTranslations("guidelines.attach");
  const rules = useRules(projectId);
  // One id for one form: sent again after an answer that got lost, it is the same case.
  const [id] = useState(uuidv7);
  const [ruleId, setRuleId] = useState("");
  const [note, setNote] = useState("");
  const { isBusy, error, run } = useRequest();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { id, ruleId, note, ...about };
    void run(() => api(createGuidelineCase, { params: { project: projectId }, body }), onDone);
  };

  if (rules?.length === 0) return <p>{t("none")}</p>;
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label={t("rule")} required>
        {(control) => (
          <Select {...control} value={ruleId} onChange={(event) => setRuleId(event.target.value)}>
            <option value="">{t("choose")}</option>
            {rules?.map((rule) => (
              <option key={rule.id} value={rule.id}>
                {rule.title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("note")} hint={t("noteHint")}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={5_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <RequestError error={error} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={isBusy}>
          {t("attach")}
        </Button>
      </div>
    </form>
  );
}

function useRules(projectId: string): readonly Rule[] | null {
  const [rules, setRules] = useState<readonly Rule[] | null>(null);
  const { run } = useRequest();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the form appears.
  useEffect(() => {
    void run(
      () => api(readGuideline, { params: { project: projectId } }),
      ({ guideline }) => setRules(guideline.rules),
    );
  }, [projectId]);
  return rules;
}
