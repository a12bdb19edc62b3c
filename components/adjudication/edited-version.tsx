"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { type ItemDraft, withDraftEdge, withDraftStretch } from "@/lib/client/adjudication-draft";
import type { ReaderView } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import type { EdgeMove } from "@/lib/client/snapping";
import { survivingAttributes } from "@/lib/domain/annotation/check-annotation";
import { type Attribute, attributesOf } from "@/lib/domain/scheme/scheme";
import { hull } from "@/lib/domain/span/span";
import { sliceCodePoints } from "@/lib/domain/text/offsets";
import { useAdjudication } from "./adjudication-context";

const edges = [
  ["startEarlier", { edge: "start", by: "word", direction: -1 }],
  ["startLater", { edge: "start", by: "word", direction: 1 }],
  ["endEarlier", { edge: "end", by: "word", direction: -1 }],
  ["endLater", { edge: "end", by: "word", direction: 1 }],
] as const satisfies readonly (readonly [string, EdgeMove])[];

/** A version in the curator's own words: tag, words, attributes. */
export function EditedVersion({ draft, view }: { draft: ItemDraft; view: ReaderView }) {
  const t = useTranslations("adjudication.draft");
  const session = useAdjudication();
  const { store } = view.session;
  const selection = useSignal(view.session.selection);
  const change = (next: Partial<ItemDraft>) => session.draft.set({ ...draft, ...next });
  const tags = session.scheme.tags.filter(({ appliesTo, retired }) => appliesTo === draft.kind && !retired);
  const extent = hull(draft.spans);
  const isElsewhere =
    selection !== null &&
    extent !== null &&
    (store.map.toCodePoint(selection.start) !== extent.start ||
      store.map.toCodePoint(selection.end) !== extent.end);
  return (
    <form
      className="adjudication-version grid gap-3"
      aria-label={t("title")}
      onSubmit={(event) => {
        event.preventDefault();
        session.saveDraft();
      }}
    >
      <Field label={t("tag")}>
        {(control) => (
          <Select
            {...control}
            value={draft.tag}
            onChange={({ target: { value } }) =>
              change({
                tag: value,
                attributes: survivingAttributes(session.scheme, draft.kind, value, draft.attributes),
                entityId: value === draft.tag ? draft.entityId : null,
              })
            }
          >
            {tags.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {draft.kind === "span" && (
        <div className="grid gap-1.5">
          <p className="font-serif text-sm" dir="auto" aria-live="polite">
            {draft.spans
              .map(({ start, end }) => sliceCodePoints(store.text, store.map, start, end))
              .join(" … ")}
          </p>
          <div className="grid grid-cols-2 gap-1.5">
            {edges.map(([name, move]) => (
              <Button
                key={name}
                size="sm"
                onClick={() => session.draft.set(withDraftEdge(store, draft, move))}
              >
                {t(name)}
              </Button>
            ))}
          </div>
          {isElsewhere && selection && (
            <Button size="sm" onClick={() => session.draft.set(withDraftStretch(store, draft, selection))}>
              {t("useSelection")}
            </Button>
          )}
          <p className="text-faint text-xs">{t("hint")}</p>
        </div>
      )}
      {attributesOf(session.scheme, draft.kind, draft.tag)
        .filter(({ retired }) => !retired)
        .map((attribute) => (
          <DraftAttribute key={attribute.key} attribute={attribute} draft={draft} change={change} />
        ))}
      <div className="flex gap-2">
        <Button size="sm" type="submit" variant="primary" aria-keyshortcuts="Control+Enter">
          {t("save")}
        </Button>
        <Button size="sm" onClick={() => session.draft.set(null)}>
          {t("cancel")} <Kbd>Esc</Kbd>
        </Button>
      </div>
    </form>
  );
}

type DraftAttributeProps = {
  readonly attribute: Attribute;
  readonly draft: ItemDraft;
  readonly change: (next: Partial<ItemDraft>) => void;
};

function DraftAttribute({ attribute, draft, change }: DraftAttributeProps) {
  const t = useTranslations("adjudication.draft");
  const value = draft.attributes[attribute.key];
  const set = (next: string | boolean) => {
    const { [attribute.key]: _, ...others } = draft.attributes;
    change({ attributes: next ? { ...others, [attribute.key]: next } : others });
  };
  if (attribute.type === "boolean")
    return (
      <Checkbox
        label={attribute.title}
        checked={value === true}
        onChange={({ target }) => set(target.checked)}
      />
    );
  return (
    <Field label={attribute.title}>
      {(control) =>
        attribute.type === "choice" ? (
          <Select
            {...control}
            value={typeof value === "string" ? value : ""}
            onChange={({ target }) => set(target.value)}
          >
            <option value="">{t("unset")}</option>
            {attribute.values.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...control}
            value={typeof value === "string" ? value : ""}
            onChange={({ target }) => set(target.value)}
          />
        )
      }
    </Field>
  );
}
