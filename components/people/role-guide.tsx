"use client";

import { CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { projectRoles } from "@/lib/policy/policy";

/** What each role may do, in words. */
export function RoleGuide() {
  const t = useTranslations("people");
  return (
    <Popover
      label={t("guide")}
      align="end"
      trigger={
        <Button variant="ghost" size="sm" icon={<CircleHelp aria-hidden className="size-4" />}>
          {t("guide")}
        </Button>
      }
    >
      <dl className="grid max-w-sm gap-3 text-sm">
        {projectRoles.map((role) => (
          <div key={role}>
            <dt className="font-semibold">{t(`roles.${role}.name`)}</dt>
            <dd className="text-soft">{t(`roles.${role}.hint`)}</dd>
          </div>
        ))}
      </dl>
    </Popover>
  );
}
