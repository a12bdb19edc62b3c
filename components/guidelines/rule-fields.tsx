"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Rule } from "@/lib/domain/guideline/guideline";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { MarkdownPreview } from "./markdown-preview";

type RuleFieldsProps = {
  scheme: Scheme;
  rule: Rule;
  number: number;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
  /** Null where it can't go further. */
  onUp: (() => void) | null;
  onDown: (() => void) | null;
};

/** One rule as it is being written. */
export function RuleFields({ scheme, rule, number, onChange, onRemove, onUp, onDown }: RuleFieldsProps) {
  const t = useTranslations("guidelines.editor");
  return (
    <li className="grid gap-4 rounded-lg border border-line bg-surface p-5 shadow-card">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("ruleTitle", { number })} required className="min-w-48 flex-1">
          {(control) => (
            <Input
              {...control}
              value={rule.title}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => onChange({ ...rule, title: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("about")} className="min-w-40">
          {(control) => (
            <Select
              {...control}
              value={rule.tag ?? ""}
              onChange={(event) => onChange({ ...rule, tag: event.target.value || null })}
            >
              <option value="">{t("everyTag")}</option>
              <optgroup label={t("tags")}>
                {scheme.tags.map(({ key, title }) => (
                  <option key={key} value={key}>
                    {title}
                  </option>
                ))}
              </optgroup>
              <optgroup label={t("relations")}>
                {scheme.relationTypes.map(({ key, title }) => (
                  <option key={key} value={key}>
                    {title}
                  </option>
                ))}
              </optgroup>
            </Select>
          )}
        </Field>
        <div className="flex gap-1">
          <IconButton
            label={t("up", { number })}
            icon={<ArrowUp aria-hidden className="size-4" />}
            aria-disabled={!onUp}
            onClick={() => onUp?.()}
          />
          <IconButton
            label={t("down", { number })}
            icon={<ArrowDown aria-hidden className="size-4" />}
            aria-disabled={!onDown}
            onClick={() => onDown?.()}
          />
          <IconButton
            label={t("remove", { number })}
            icon={<Trash2 aria-hidden className="size-4" />}
            onClick={onRemove}
          />
        </div>
      </div>
      <Field label={t("text", { number })} hint={t("markdown")}>
        {(control) => (
          <Textarea
            {...control}
            rows={4}
            value={rule.text}
            maxLength={20_000}
            onChange={(event) => onChange({ ...rule, text: event.target.value })}
          />
        )}
      </Field>
      <MarkdownPreview>{rule.text}</MarkdownPreview>
    </li>
  );
}
