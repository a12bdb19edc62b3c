"use client";

import { ArrowDownUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { ItemDraft } from "@/lib/client/adjudication-draft";
import { quoteOf } from "@/lib/client/block-views";
import { endTags, linkEnds, mayTurn } from "@/lib/client/link-ends";
import { relationTypeOf, tagOf } from "@/lib/domain/scheme/scheme";
import { useAdjudication, useSetNames } from "./adjudication-context";

const LABEL_MAX = 120;

type DraftEndsProps = {
  readonly draft: ItemDraft;
  readonly change: (next: Partial<ItemDraft>) => void;
};

/** What a link joins: gold, or marks that are undecided and become gold with it. */
export function DraftEnds({ draft, change }: DraftEndsProps) {
  const t = useTranslations("adjudication.ends");
  const session = useAdjudication();
  const nameOf = useSetNames();
  const type = relationTypeOf(session.scheme, draft.tag);
  if (!type) return null;
  const tags = endTags(type);
  const ends = linkEnds(session.board);
  const options = (allowed: readonly string[], other: string): ComboboxOption<string>[] =>
    ends
      .filter(({ mark }) => allowed.includes(mark.tag) && mark.id !== other)
      .map(({ mark, isGold }) => ({
        value: mark.id,
        label: quoteOf(mark).slice(0, LABEL_MAX),
        hint: [
          tagOf(session.scheme, mark.tag)?.title ?? mark.tag,
          isGold ? t("gold") : t("becomesGold", { who: nameOf(mark.setId) }),
        ].join(" · "),
      }));
  const end = (name: "fromId" | "toId", label: string, choices: readonly ComboboxOption<string>[]) => (
    <Field label={label} {...(choices.length === 0 ? { hint: t("none") } : {})}>
      {(control) => (
        <Combobox
          control={control}
          value={draft[name] || null}
          placeholder={t("choose")}
          searchLabel={t("search")}
          options={choices}
          onValueChange={(id) => change({ [name]: id })}
        />
      )}
    </Field>
  );
  return (
    <div className="grid gap-2">
      {end("fromId", t("from"), options(tags.from, draft.toId))}
      <Button
        size="sm"
        className="justify-self-start"
        disabled={!mayTurn(session.board, draft)}
        icon={<ArrowDownUp aria-hidden className="size-4" />}
        onClick={() => change({ fromId: draft.toId, toId: draft.fromId })}
      >
        {t("turn")}
      </Button>
      {end("toId", t("to"), options(tags.to, draft.fromId))}
    </div>
  );
}
