"use client";

import { PencilLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { useReader } from "./reader-context";

/** A lead opens a teammate's annotation on purpose: no slip of a key changes the work of others. */
export function CorrectSwitch({ name, id, isOn }: { name: string; id: string; isOn: boolean }) {
  const t = useTranslations("threads.correct");
  const { view } = useReader();
  return (
    <div className="grid justify-items-start gap-1">
      <Button
        size="sm"
        aria-pressed={isOn}
        icon={<PencilLine aria-hidden className="size-4" />}
        onClick={() => view.correctingId.set(isOn ? null : id)}
      >
        {isOn ? t("end") : t("begin")}
      </Button>
      {isOn && <p className="text-faint text-xs">{t("hint", { name })}</p>}
    </div>
  );
}
