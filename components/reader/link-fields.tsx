"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import type { Mark } from "@/lib/client/block-views";
import { quoteOf } from "@/lib/client/block-views";
import { type RelationType, relationTypeOf, tagOf } from "@/lib/domain/scheme/scheme";
import { useReader } from "./reader-context";

/** Typed links from an annotation: a quote's source first of all. */
export function LinkFields({ mark }: { mark: Mark }) {
  const t = useTranslations("reader.panel.links");
  const { session, view } = useReader();
  const { store } = session;
  const types = store.scheme.relationTypes.filter((type) => !type.retired && type.from.includes(mark.tag));
  const [typeKey, setTypeKey] = useState(types[0]?.key ?? "");
  const type = types.find((one) => one.key === typeKey);
  const relations = store.relationsOf(mark.id);
  if (types.length === 0 && relations.length === 0) return null;

  return (
    <div className="grid gap-2">
      {relations.length > 0 && (
        <ul className="grid gap-1 text-sm" aria-label={t("title")}>
          {relations.map((relation) => {
            const other = store.mark(relation.fromId === mark.id ? relation.toId : relation.fromId);
            const title = relationTypeOf(store.scheme, relation.tag)?.title ?? relation.tag;
            return (
              <li key={relation.id} className="flex items-center gap-2">
                <span className="shrink-0 text-soft">
                  {relation.fromId === mark.id ? "→" : "←"} {title}
                </span>
                <button
                  type="button"
                  className="min-w-0 flex-1 truncate text-left underline decoration-line underline-offset-2"
                  onClick={() => other && view.select(other.id, { reveal: true })}
                >
                  {other ? quoteOf(other) : "—"}
                </button>
                <IconButton
                  label={t("remove", { type: title })}
                  icon={<X aria-hidden className="size-4" />}
                  size="sm"
                  onClick={() => view.unlink(relation.id)}
                />
              </li>
            );
          })}
        </ul>
      )}
      {type && (
        <div className="grid grid-cols-[minmax(6.5rem,2fr)_3fr] items-end gap-2">
          <Field label={t("type")}>
            {(control) => (
              <Select {...control} value={typeKey} onChange={(event) => setTypeKey(event.target.value)}>
                {types.map((one) => (
                  <option key={one.key} value={one.key}>
                    {one.title}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <TargetField mark={mark} type={type} />
        </div>
      )}
    </div>
  );
}

/** How many marks are offered, the nearest in the text first. */
const TARGETS_MAX = 100;

function TargetField({ mark, type }: { mark: Mark; type: RelationType }) {
  const t = useTranslations("reader.panel.links");
  const { session, view } = useReader();
  const { store } = session;
  const targets = store.order.nearest(
    mark,
    (other) => other.setId === mark.setId && type.to.includes(other.tag),
    TARGETS_MAX,
  );
  return (
    <Field label={t("choose")} hideLabel>
      {(control) => (
        <Combobox
          control={control}
          value={null}
          placeholder={targets.length === 0 ? t("none") : t("choose")}
          searchLabel={t("search")}
          options={targets.map((other) => ({
            value: other.id,
            label: quoteOf(other).slice(0, 120),
            hint: tagOf(store.scheme, other.tag)?.code,
          }))}
          onValueChange={(id) => view.link(mark, type.key, id)}
        />
      )}
    </Field>
  );
}
