"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { api } from "@/lib/client/api";
import { fieldError, useRequest } from "@/lib/client/use-request";
import { createInvitation } from "@/lib/contracts/projects";
import { projectRoles } from "@/lib/policy/policy";
import { OneTimeLink } from "./one-time-link";
import type { Invitation } from "./people";

type InviteDialogProps = { projectId: string; onInvited: (invitation: Invitation) => void };

/** Makes an invitation and shows its link the one time that it can be shown. */
export function InviteDialog({ projectId, onInvited }: InviteDialogProps) {
  const t = useTranslations("people.invite");
  const roles = useTranslations("people.roles");
  const common = useTranslations("common");
  const formId = useId();
  const { isBusy, error, run, forget } = useRequest();
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<{ readonly link: string; readonly expiresAt: string } | null>(null);

  function open(next: boolean): void {
    setOpen(next);
    setMade(null);
    forget();
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get("email")).trim();
    const role = projectRoles.find((one) => one === form.get("role")) ?? "annotator";
    run(
      () =>
        api(createInvitation, {
          params: { project: projectId },
          body: { role, ...(email ? { email } : {}) },
        }),
      ({ link, ...invitation }) => {
        setMade({ link, expiresAt: invitation.expiresAt });
        onInvited(invitation);
      },
    );
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={open}
      title={made ? t("madeTitle") : t("title")}
      description={made ? undefined : t("description")}
      trigger={
        <Button variant="primary" icon={<UserPlus aria-hidden className="size-4" />}>
          {t("open")}
        </Button>
      }
      footer={
        made ? (
          <DialogClose asChild>
            <Button variant="primary">{t("done")}</Button>
          </DialogClose>
        ) : (
          <>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <Button type="submit" form={formId} variant="primary" busy={isBusy}>
              {t("submit")}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <OneTimeLink link={made.link} expiresAt={made.expiresAt} />
      ) : (
        <form id={formId} onSubmit={submit} className="grid gap-4">
          <RequestError error={error} fields={["email"]} />
          <RadioGroup
            legend={t("role")}
            name="role"
            defaultValue="annotator"
            options={projectRoles.map((role) => ({
              value: role,
              label: roles(`${role}.name`),
              hint: roles(`${role}.hint`),
            }))}
          />
          <Field
            label={
              <>
                {t("email")} <span className="font-normal text-faint">({common("optional")})</span>
              </>
            }
            hint={t("emailHint")}
            error={fieldError(error, "email")}
          >
            {(control) => <Input {...control} name="email" type="email" maxLength={320} autoComplete="off" />}
          </Field>
        </form>
      )}
    </Dialog>
  );
}
