"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/lib/client/api";
import { showToast } from "@/lib/client/toasts";
import { useRequest } from "@/lib/client/use-request";
import { ROUND_DOCUMENTS_MAX, type RoundResource, updateRound } from "@/lib/contracts/rounds";
import { Count } from "./count-field";
import { DueField } from "./due-field";
import { ReminderFields } from "./reminder-fields";

type EditRoundDialogProps = {
  readonly projectId: string;
  readonly round: RoundResource;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onSaved: (round: RoundResource) => void;
};

/** What can be changed while a round runs: its name, when it is due, the limit, and who is in it. */
export function EditRoundDialog(props: EditRoundDialogProps) {
  const { projectId, round, people, isOpen, onOpenChange, onSaved } = props;
  const t = useTranslations("rounds");
  const common = useTranslations("common");
  const formId = useId();
  const { isBusy, error, run, forget } = useRequest();
  const [name, setName] = useState(round.name);
  const [dueAt, setDueAt] = useState(round.dueAt);
  const [remindDays, setRemindDays] = useState(round.remindDays);
  const [cap, setCap] = useState(round.cap);
  const [members, setMembers] = useState(round.members.map(({ id }) => id));
  const isRunning = round.state !== "closed";

  const save = () =>
    run(
      () =>
        api(updateRound, {
          params: { project: projectId, round: round.id },
          body: { revision: round.revision, name, dueAt, remindDays, ...(isRunning ? { cap, members } : {}) },
        }),
      (saved) => {
        onSaved(saved);
        onOpenChange(false);
        showToast({ tone: "success", happened: t("page.saved") });
      },
    );
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        onOpenChange(open);
        forget();
      }}
      title={t("page.editTitle")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form={formId} busy={isBusy} disabled={members.length === 0}>
            {t("page.save")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <RequestError error={error} />
        <Field label={t("form.name")} required>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <DueField dueAt={dueAt} onChange={setDueAt} />
        <ReminderFields dueAt={dueAt} days={remindDays} onChange={setRemindDays} />
        {isRunning && (
          <>
            <Count label={t("form.cap")} isOptional value={cap} max={ROUND_DOCUMENTS_MAX} onChange={setCap} />
            <fieldset className="grid gap-2">
              <legend className="mb-1.5 text-sm font-medium">{t("form.who")}</legend>
              {people.map((person) => (
                <Checkbox
                  key={person.id}
                  label={person.name}
                  checked={members.includes(person.id)}
                  onChange={({ target }) =>
                    setMembers(
                      target.checked
                        ? [...members, person.id]
                        : members.filter((other) => other !== person.id),
                    )
                  }
                />
              ))}
            </fieldset>
          </>
        )}
      </form>
    </Dialog>
  );
}
