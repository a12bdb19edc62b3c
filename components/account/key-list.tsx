"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { type listApiKeys, revokeApiKey } from "@/lib/contracts/accounts";
import { CreateKeyDialog } from "./create-key-dialog";
import { presetOf } from "./key-presets";
import { Moment } from "./moment";
import { RequestError } from "./request-error";

export type ApiKeyResource = z.output<(typeof listApiKeys)["returns"]>["items"][number];
export type KeyProject = { readonly id: string; readonly name: string };

type KeyListProps = { keys: readonly ApiKeyResource[]; projects: readonly KeyProject[] };

/** The person's API keys: what each may do, whether it is used, and the end of it. */
export function KeyList({ keys: loaded, projects }: KeyListProps) {
  const t = useTranslations("account.keys");
  const [keys, setKeys] = useState(loaded);
  const replace = (key: ApiKeyResource) => setKeys(keys.map((one) => (one.id === key.id ? key : one)));
  return (
    <Card
      id="keys"
      title={t("title")}
      description={t("description")}
      actions={<CreateKeyDialog projects={projects} onCreated={(key) => setKeys([key, ...keys])} />}
    >
      {keys.length === 0 ? (
        <p className="text-sm text-soft">{t("none")}</p>
      ) : (
        <ul aria-label={t("title")} className="divide-y divide-line">
          {keys.map((key) => (
            <KeyItem key={key.id} apiKey={key} projects={projects} onRevoked={replace} />
          ))}
        </ul>
      )}
    </Card>
  );
}

type KeyItemProps = {
  apiKey: ApiKeyResource;
  projects: readonly KeyProject[];
  onRevoked: (key: ApiKeyResource) => void;
};

function KeyItem({ apiKey, projects, onRevoked }: KeyItemProps) {
  const t = useTranslations("account.keys");
  const { isBusy, error, run } = useRequest();
  const revoke = () => run(() => api(revokeApiKey, { params: { key: apiKey.id } }), onRevoked);
  const preset = presetOf(apiKey.permissions);
  const project = projects.find((one) => one.id === apiKey.projectId)?.name ?? t("anotherProject");
  return (
    <li className="grid gap-2 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 flex-1 basis-64 gap-1">
          <p className="flex flex-wrap items-center gap-2">
            <KeyRound aria-hidden className="size-4 shrink-0 text-soft" />
            <span className="font-medium wrap-anywhere">{apiKey.name}</span>
            <code className="rounded-sm bg-sunken px-1.5 font-mono text-xs text-soft">{apiKey.prefix}…</code>
            {apiKey.revokedAt && <Badge>{t("revoked")}</Badge>}
          </p>
          <p className="text-[0.8125rem] text-soft wrap-anywhere">
            {preset ? t(`presets.${preset}.name`) : t("some", { count: apiKey.permissions?.length ?? 0 })}
            {" · "}
            {apiKey.projectId ? t("oneProject", { project }) : t("allProjects")}
          </p>
          <KeyTimes apiKey={apiKey} />
        </div>
        {!apiKey.revokedAt && (
          <ConfirmDialog
            danger
            title={t("revokeTitle", { name: apiKey.name })}
            description={t("revokeDescription")}
            confirmLabel={t("revoke")}
            onConfirm={revoke}
            trigger={
              <Button size="sm" busy={isBusy} aria-label={t("revokeTitle", { name: apiKey.name })}>
                {t("revoke")}
              </Button>
            }
          />
        )}
      </div>
      <RequestError error={error} />
    </li>
  );
}

function KeyTimes({ apiKey }: { apiKey: ApiKeyResource }) {
  const t = useTranslations("account.keys");
  const { lastUsedAt, expiresAt, revokedAt } = apiKey;
  return (
    <p className="text-[0.8125rem] text-faint">
      {lastUsedAt ? t.rich("used", { when: () => <Moment at={lastUsedAt} /> }) : t("neverUsed")}
      {" · "}
      {revokedAt
        ? t.rich("revokedAt", { when: () => <Moment at={revokedAt} /> })
        : expiresAt
          ? t.rich("expires", { when: () => <Moment at={expiresAt} dateOnly /> })
          : t("neverExpires")}
    </p>
  );
}
