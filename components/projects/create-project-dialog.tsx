"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { uuidv7 } from "uuidv7";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/lib/client/api";
import { fieldError, useRequest } from "@/lib/client/use-request";
import { createProject } from "@/lib/contracts/projects";

export function CreateProjectDialog() {
  const t = useTranslations("projects.create");
  const common = useTranslations("common");
  const router = useRouter();
  const formId = useId();
  const { isBusy, error, run, forget } = useRequest();
  const [isOpen, setOpen] = useState(false);
  // Made once per dialog: sent again after a lost answer, it makes no second project.
  const [id, setId] = useState("");
  const [isLeaving, setLeaving] = useState(false);

  function open(next: boolean): void {
    setOpen(next);
    forget();
    if (next) setId(uuidv7());
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { id, name: String(form.get("name")), blind: form.get("blind") === "on" };
    run(
      () => api(createProject, { body }),
      (project) => {
        setLeaving(true);
        router.push(`/projects/${project.id}/documents`);
      },
    );
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={open}
      title={t("title")}
      description={t("description")}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden className="size-4" />}>
          {t("open")}
        </Button>
      }
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button type="submit" form={formId} variant="primary" busy={isBusy || isLeaving}>
            {t("submit")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4">
        <RequestError error={error} fields={["name"]} />
        <Field label={t("name")} hint={t("nameHint")} required error={fieldError(error, "name")}>
          {(control) => <Input {...control} name="name" maxLength={200} autoComplete="off" />}
        </Field>
        <Checkbox name="blind" defaultChecked label={t("blind")} hint={t("blindHint")} />
      </form>
    </Dialog>
  );
}
