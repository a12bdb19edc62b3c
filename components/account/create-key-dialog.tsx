"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { SecretShownOnce } from "@/components/ui/secret-shown-once";
import { Select } from "@/components/ui/select";
import { api } from "@/lib/client/api";
import { fieldError, useRequest } from "@/lib/client/use-request";
import { createApiKey } from "@/lib/contracts/accounts";
import type { ApiKeyResource, KeyProject } from "./key-list";
import { type KeyPreset, keyPresets } from "./key-presets";
import { RequestError } from "./request-error";

const lifetimesDays = [30, 90, 365] as const;
const dayMs = 24 * 60 * 60 * 1000;
// Object.keys forgets the key type; the object is the list.
const presets = Object.keys(keyPresets) as readonly KeyPreset[];

type CreateKeyDialogProps = {
  projects: readonly KeyProject[];
  onCreated: (key: ApiKeyResource) => void;
};

/** Makes a key and shows it the one time that it can be shown. */
export function CreateKeyDialog({ projects, onCreated }: CreateKeyDialogProps) {
  const t = useTranslations("account.keys");
  const common = useTranslations("common");
  const formId = useId();
  const request = useRequest();
  const [isOpen, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);

  function open(next: boolean): void {
    setOpen(next);
    setSecret(null);
    request.forget();
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const body = keyFrom(new FormData(event.currentTarget));
    request.run(
      () => api(createApiKey, { body }),
      ({ key, ...created }) => {
        setSecret(key);
        onCreated(created);
      },
    );
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={open}
      trigger={
        <Button variant="primary" size="sm" icon={<Plus aria-hidden className="size-4" />}>
          {t("create")}
        </Button>
      }
      title={secret ? t("createdTitle") : t("createTitle")}
      footer={
        secret ? (
          <DialogClose asChild>
            <Button variant="primary">{t("kept")}</Button>
          </DialogClose>
        ) : (
          <>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <Button type="submit" form={formId} variant="primary" busy={request.isBusy}>
              {t("create")}
            </Button>
          </>
        )
      }
    >
      {secret ? (
        <NewSecret secret={secret} />
      ) : (
        <form id={formId} onSubmit={submit} className="grid gap-4">
          <RequestError error={request.error} fields={["name"]} />
          <KeyFields projects={projects} nameError={fieldError(request.error, "name")} />
        </form>
      )}
    </Dialog>
  );
}

function keyFrom(form: FormData) {
  const preset = presets.find((one) => one === form.get("preset")) ?? "read";
  const days = Number(form.get("days"));
  const permissions = keyPresets[preset];
  return {
    name: String(form.get("name")),
    permissions: permissions === null ? null : [...permissions],
    projectId: String(form.get("project")) || null,
    expiresAt: days > 0 ? new Date(Date.now() + days * dayMs).toISOString() : null,
  };
}

type KeyFieldsProps = { projects: readonly KeyProject[]; nameError: string | undefined };

function KeyFields({ projects, nameError }: KeyFieldsProps) {
  const t = useTranslations("account.keys");
  return (
    <>
      <Field label={t("name")} hint={t("nameHint")} required error={nameError}>
        {(control) => <Input {...control} name="name" maxLength={200} autoComplete="off" />}
      </Field>
      <RadioGroup
        legend={t("may")}
        name="preset"
        defaultValue="read"
        options={presets.map((preset) => ({
          value: preset,
          label: t(`presets.${preset}.name`),
          hint: t(`presets.${preset}.hint`),
        }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("project")}>
          {(control) => (
            <Select {...control} name="project">
              <option value="">{t("allProjects")}</option>
              {projects.map((project) => (
                <option key={project.id} value={project.id}>
                  {project.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("lifetime")}>
          {(control) => (
            <Select {...control} name="days" defaultValue="90">
              {lifetimesDays.map((days) => (
                <option key={days} value={days}>
                  {t("days", { days })}
                </option>
              ))}
              <option value="0">{t("forever")}</option>
            </Select>
          )}
        </Field>
      </div>
    </>
  );
}

function NewSecret({ secret }: { secret: string }) {
  const t = useTranslations("account.keys");
  return (
    <SecretShownOnce secret={secret} label={t("secret")} warning={t("once")}>
      {t.rich("use", { code: (words) => <code className="font-mono text-ink">{words}</code> })}
    </SecretShownOnce>
  );
}
