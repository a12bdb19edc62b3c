"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import {
  MAILS_OF_ONE_PER_HOUR_MAX,
  MAILS_PER_HOUR_MAX,
  type NotificationKind,
  type NotificationSettings,
  notificationKinds,
  updateNotificationSettings,
} from "@/lib/contracts/notifications";
import { RequestError } from "./request-error";
import { SavedNote } from "./saved-note";

const limits = { max: MAILS_PER_HOUR_MAX, ofOne: MAILS_OF_ONE_PER_HOUR_MAX };

/** Which notifications come by mail too. */
export function MailForm({ settings }: { settings: NotificationSettings }) {
  const t = useTranslations("inbox");
  const { isBusy, error, run } = useRequest();
  const [mailed, setMailed] = useState<ReadonlySet<NotificationKind>>(new Set(settings.mailed));
  const [isSaved, setSaved] = useState(false);

  function toggle(kind: NotificationKind): void {
    const next = new Set(mailed);
    if (!next.delete(kind)) next.add(kind);
    setMailed(next);
    setSaved(false);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    run(
      () => api(updateNotificationSettings, { body: { mailed: [...mailed] } }),
      () => setSaved(true),
    );
  }

  return (
    <form onSubmit={submit}>
      <Card
        title={t("settings.title")}
        footer={
          <>
            <SavedNote>{isSaved && t("settings.saved")}</SavedNote>
            <Button type="submit" variant="primary" busy={isBusy}>
              {t("settings.save")}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <RequestError error={error} fields={["mailed"]} />
          <p className="text-sm text-soft">
            {settings.canMail ? t("settings.description", limits) : t("settings.off")}
          </p>
          <fieldset className="grid gap-2 sm:grid-cols-2">
            <legend className="mb-2 text-sm font-medium">{t("settings.legend")}</legend>
            {notificationKinds.map((kind) => (
              <Checkbox
                key={kind}
                label={t(`kinds.${kind}`)}
                checked={mailed.has(kind)}
                onChange={() => toggle(kind)}
              />
            ))}
          </fieldset>
        </div>
      </Card>
    </form>
  );
}
