"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { REVIEW_TEXT_LENGTH_MAX } from "@/lib/contracts/reviews";
import { type Opinion, type ReviewReason, reviewReasons } from "@/lib/domain/review/verdict";

export type OpinionFieldsProps = {
  readonly opinion: Opinion;
  readonly onChange: (opinion: Opinion) => void;
  /** What has to be filled in before it can be given. */
  readonly problem: { readonly field: "reason" | "text" } | null;
};

/** Why: a reason of the list, and words. A digit picks the reason with that number. */
export function OpinionFields({ opinion, onChange, problem }: OpinionFieldsProps) {
  const t = useTranslations("review");
  return (
    <fieldset
      className="grid min-w-0 gap-4"
      onKeyDown={(event) => {
        const reason = reviewReasons[Number(event.key) - 1];
        const isTyping = event.target instanceof HTMLTextAreaElement;
        if (!reason || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        onChange({ ...opinion, reason });
      }}
    >
      {opinion.verdict !== "accept" && (
        <div className="opinion-reasons">
          <RadioGroup<ReviewReason | "">
            legend={t("reason")}
            options={reviewReasons.map((reason, at) => ({
              value: reason,
              label: (
                <>
                  <span aria-hidden className="mr-1.5 text-faint tabular-nums">
                    {at + 1}
                  </span>
                  {t(`reasons.${reason}`)}
                </>
              ),
            }))}
            value={opinion.reason ?? ""}
            onValueChange={(reason) => onChange({ ...opinion, reason: reason || null })}
          />
        </div>
      )}
      <Field label={t("words")} hint={problem ? t(`needed.${problem.field}`) : t("wordsHint")}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={REVIEW_TEXT_LENGTH_MAX}
            value={opinion.text}
            onChange={(event) => onChange({ ...opinion, text: event.target.value })}
          />
        )}
      </Field>
    </fieldset>
  );
}
