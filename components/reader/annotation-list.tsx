"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { VirtualList } from "@/components/ui/virtual-list";
import { quoteOf } from "@/lib/client/block-views";
import { useSignal } from "@/lib/client/signal";
import { tagOf } from "@/lib/domain/scheme/scheme";
import { useReader } from "./reader-context";
import { RemovedAnnotations } from "./removed-annotations";

const ROW_PX = 40;

/** All annotations in reading order: for those who can't see the marks, the marks. */
export function AnnotationList({ version }: { version: number }) {
  const t = useTranslations("reader.panel");
  const { session, view } = useReader();
  const { store } = session;
  const selectedId = useSignal(session.selectedId);
  const [tag, setTag] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: version says that the marks are others
  const marks = useMemo(
    () => store.marks().filter((mark) => tag === "" || mark.tag === tag),
    [store, version, tag],
  );
  const at = marks.findIndex((mark) => mark.id === selectedId);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="grid gap-2 px-4 py-3">
        <Field label={t("filter")} hideLabel>
          {(control) => (
            <Select {...control} value={tag} onChange={(event) => setTag(event.target.value)}>
              <option value="">{t("allTags")}</option>
              {store.scheme.tags.map((one) => (
                <option key={one.key} value={one.key}>
                  {one.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <SetChoice />
      </div>
      {marks.length === 0 && <p className="px-4 text-soft text-sm">{t("listEmpty")}</p>}
      <VirtualList
        label={t("listLabel")}
        items={marks}
        rowPx={ROW_PX}
        at={at}
        onGo={(mark) => view.select(mark.id, { reveal: true })}
        rowOf={(mark) => {
          const known = tagOf(store.scheme, mark.tag);
          return {
            key: mark.id,
            label: `${known?.title ?? mark.tag}: ${quoteOf(mark)}`,
            tag: mark.tag,
            className: "reader-row",
            onHover: (isOver) => session.hoveredId.set(isOver ? mark.id : null),
            content: (
              <>
                <span className="reader-code">{known?.code ?? "?"}</span>
                <span className="truncate" dir="auto">
                  {quoteOf(mark)}
                </span>
                {mark.attributes.certainty === "UNSURE" && (
                  <span className="ml-auto shrink-0 text-warning">?</span>
                )}
              </>
            ),
          };
        }}
      />
      <RemovedAnnotations />
    </div>
  );
}

/** Whose marks are shown, where others' may be seen. */
function SetChoice() {
  const t = useTranslations("reader.panel");
  const { session } = useReader();
  const sets = useSignal(session.sets);
  const hidden = useSignal(session.hiddenSets);
  if (sets.length < 2 && sets.every((set) => set.isMine)) return null;
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      <legend className="sr-only">{t("whose")}</legend>
      {sets.map((set) => (
        <Checkbox
          key={set.id}
          label={set.isMine ? t("mine") : set.kind === "gold" ? t("gold") : set.name}
          checked={!hidden.has(set.id)}
          onChange={() => session.hiddenSets.toggle(set.id)}
        />
      ))}
    </fieldset>
  );
}
