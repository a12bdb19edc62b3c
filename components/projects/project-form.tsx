"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { SavedNote } from "@/components/account/saved-note";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { ApiError, api } from "@/lib/client/api";
import { fieldError, useRequest } from "@/lib/client/use-request";
import { type ProjectResource, readProject, updateProject } from "@/lib/contracts/projects";

type ProjectFormProps = { project: ProjectResource; onChanged: (project: ProjectResource) => void };

/** Name and blindness. When somebody saved in between, what they saved is shown and what was typed stays. */
export function ProjectForm({ project, onChanged }: ProjectFormProps) {
  const t = useTranslations("projects.settings");
  const { isBusy, error, run } = useRequest();
  const [name, setName] = useState(project.name);
  const [blind, setBlind] = useState(project.blind);
  const [isSaved, setSaved] = useState(false);
  const params = { project: project.id };
  const isStale = error?.code === "stale_revision";

  function submit(event: FormEvent): void {
    event.preventDefault();
    const { revision } = project;
    setSaved(false);
    run(
      async () => {
        try {
          return await api(updateProject, { params, body: { name, blind, revision } });
        } catch (refusal) {
          // With their revision, saving again is a decision and not an accident.
          if (refusal instanceof ApiError && refusal.code === "stale_revision")
            onChanged(await api(readProject, { params }));
          throw refusal;
        }
      },
      (saved) => {
        setName(saved.name);
        setSaved(true);
        onChanged(saved);
      },
    );
  }

  return (
    <form onSubmit={submit}>
      <Card
        title={t("general")}
        footer={
          <>
            <SavedNote>{isSaved && t("saved")}</SavedNote>
            <Button type="submit" variant="primary" busy={isBusy}>
              {t("save")}
            </Button>
          </>
        }
      >
        <div className="grid gap-5">
          {isStale ? <FormError>{t("stale")}</FormError> : <RequestError error={error} fields={["name"]} />}
          <Field label={t("name")} required error={fieldError(error, "name")}>
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={200}
                autoComplete="off"
                onChange={(event) => {
                  setName(event.target.value);
                  setSaved(false);
                }}
              />
            )}
          </Field>
          <Checkbox
            checked={blind}
            label={t("blind")}
            hint={t("blindHint")}
            onChange={(event) => {
              setBlind(event.target.checked);
              setSaved(false);
            }}
          />
        </div>
      </Card>
    </form>
  );
}
