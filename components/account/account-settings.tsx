"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { Card } from "@/components/ui/card";
import type { AccountResource } from "@/lib/contracts/accounts";
import type { NotificationSettings } from "@/lib/contracts/notifications";
import { type ApiKeyResource, KeyList, type KeyProject } from "./key-list";
import { MailForm } from "./mail-form";
import { NameForm } from "./name-form";
import { PasswordForm } from "./password-form";
import { SessionList, type SessionResource } from "./session-list";

type AccountSettingsProps = {
  account: z.output<typeof AccountResource>;
  sessions: readonly SessionResource[];
  keys: readonly ApiKeyResource[];
  projects: readonly KeyProject[];
  notifications: NotificationSettings;
};

export function AccountSettings({
  account,
  sessions: loaded,
  keys,
  projects,
  notifications,
}: AccountSettingsProps) {
  const t = useTranslations("account.password");
  const [sessions, setSessions] = useState(loaded);
  const keep = (isLeft: (session: SessionResource) => boolean) => setSessions(sessions.filter(isLeft));
  return (
    <div className="grid gap-6">
      <NameForm account={account} />
      {account.hasPassword ? (
        <PasswordForm email={account.email} onChanged={() => keep((session) => session.isThis)} />
      ) : (
        <Card title={t("title")}>
          <p className="text-sm text-soft">{t("none")}</p>
        </Card>
      )}
      <MailForm settings={notifications} />
      <SessionList sessions={sessions} onEnded={keep} />
      <KeyList keys={keys} projects={projects} />
    </div>
  );
}
