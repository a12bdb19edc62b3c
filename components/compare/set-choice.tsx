"use client";

import { ChevronDown, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Popover } from "@/components/ui/popover";
import { COMPARED_MAX } from "@/lib/client/compare-view";
import { useSignal } from "@/lib/client/signal";
import { useCompare } from "./compare-context";

/** Whose work is compared: two at least, as many as have a line pattern of their own at most. */
export function SetChoice() {
  const t = useTranslations("compare");
  const view = useCompare();
  const chosen = useSignal(view.chosen);
  const { sets } = view.start;

  function toggle(id: string): void {
    const isChosen = chosen.includes(id);
    view.choose(isChosen ? chosen.filter((one) => one !== id) : [...chosen, id]);
  }

  return (
    <Popover
      label={t("choose")}
      trigger={
        <Button size="sm" icon={<Users aria-hidden className="size-4" />}>
          {t("compared", { count: chosen.length })}
          <ChevronDown aria-hidden className="size-4" />
        </Button>
      }
    >
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium text-sm">{t("choose")}</legend>
        {sets.map((set) => {
          const isChosen = chosen.includes(set.id);
          return (
            <Checkbox
              key={set.id}
              checked={isChosen}
              disabled={isChosen ? chosen.length <= 2 : chosen.length >= COMPARED_MAX}
              onChange={() => toggle(set.id)}
              label={
                <>
                  {set.isMine ? t("mine", { name: set.name }) : set.name}
                  <span className="block text-faint text-xs">
                    {t(`kinds.${setKind(set.kind)}`)} · {t(`states.${set.state}`)} ·{" "}
                    {t("annotations", { count: set.annotations })}
                  </span>
                </>
              }
            />
          );
        })}
      </fieldset>
    </Popover>
  );
}

const kinds = ["annotator", "gold", "imported", "suggestions"] as const;

/** What kind of set it is, as messages know it. */
export const setKind = (kind: string): (typeof kinds)[number] =>
  kinds.find((known) => known === kind) ?? "annotator";
