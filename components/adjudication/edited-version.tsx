"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { AttributeFields } from "@/components/annotation/attribute-fields";
import { EntityField } from "@/components/reader/entity-field";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { type ItemDraft, newAnnotation } from "@/lib/client/adjudication-draft";
import { keyOf } from "@/lib/client/keys";
import { withType } from "@/lib/client/link-ends";
import type { ReaderView } from "@/lib/client/reader-view";
import { withAttribute } from "@/lib/client/with-attribute";
import { survivingAttributes } from "@/lib/domain/annotation/check-annotation";
import { attributesOf, tagOf } from "@/lib/domain/scheme/scheme";
import { useAdjudication } from "./adjudication-context";
import { DraftEnds } from "./draft-ends";
import { DraftWords } from "./draft-words";

/** Gold in the curator's own words: tag, words or ends, attributes. */
export function EditedVersion({ draft, view }: { draft: ItemDraft; view: ReaderView }) {
  const t = useTranslations("adjudication.draft");
  const session = useAdjudication();
  const { scheme } = session;
  const form = useRef<HTMLFormElement>(null);
  // What it is now, not when it was drawn: two changes may come before it is drawn again.
  const change = (next: Partial<ItemDraft>) => {
    const now = session.draft.value;
    if (now) session.draft.set({ ...now, ...next });
  };
  const { named } = draft;
  const entities = named
    ? new Map([
        ...session.board.entities,
        [named.id, { ...named, ...unwritten, setId: session.work.goldSetId ?? "" }],
      ])
    : session.board.entities;
  const entityKind = draft.kind === "span" ? tagOf(scheme, draft.tag)?.entityKind : undefined;
  // The words of a mark are moved by keys from anywhere; a link has nothing but its fields.
  useEffect(() => {
    if (draft.kind !== "span") form.current?.querySelector<HTMLElement>("select")?.focus();
  }, [draft.kind]);
  return (
    <form
      ref={form}
      className="adjudication-version grid gap-3"
      aria-label={t(draft.isNew ? `new.${draft.kind}` : "title")}
      onSubmit={(event) => {
        event.preventDefault();
        session.saveDraft();
      }}
      onKeyDown={(event) => {
        // Fields keep their keys to themselves, but for these two.
        const keys = keyOf(event.nativeEvent);
        if (event.defaultPrevented || (keys !== "Mod+Enter" && keys !== "Escape")) return;
        // A list that lies over the page closes itself; React tells its keys to the form too.
        if (!(event.target instanceof Node && event.currentTarget.contains(event.target))) return;
        event.preventDefault();
        if (keys === "Escape") session.draft.set(null);
        else session.saveDraft();
      }}
    >
      <Field label={t(draft.kind === "relation" ? "type" : "tag")}>
        {(control) => (
          <Select
            {...control}
            value={draft.tag}
            onChange={({ target: { value } }) => {
              const attributes = survivingAttributes(scheme, draft.kind, value, draft.attributes);
              if (draft.kind === "relation")
                session.draft.set(withType(session.board, draft, value, attributes));
              else
                change({
                  tag: value,
                  attributes,
                  entityId: tagOf(scheme, value)?.entityKind === entityKind ? draft.entityId : null,
                });
            }}
          >
            {choices(session.scheme, draft).map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {draft.kind === "span" && <DraftWords draft={draft} view={view} />}
      {draft.kind === "relation" && <DraftEnds draft={draft} change={change} />}
      {entityKind && (
        <EntityField
          kind={entityKind}
          value={draft.entityId}
          onValueChange={(entityId) => change({ entityId })}
          onNamed={(named) => change({ named, entityId: named.id })}
          entities={entities}
          setId={session.work.goldSetId}
          isGold
        />
      )}
      <AttributeFields
        declared={attributesOf(scheme, draft.kind, draft.tag)}
        values={draft.attributes}
        onChange={(key, value) => change({ attributes: withAttribute(draft.attributes, key, value) })}
      />
      <div className="flex gap-2">
        <Button
          size="sm"
          type="submit"
          variant="primary"
          aria-keyshortcuts="Control+Enter"
          disabled={newAnnotation(draft) === null}
        >
          {t(draft.isNew ? "add" : "save")}
        </Button>
        <Button size="sm" onClick={() => session.draft.set(null)}>
          {t("cancel")} <Kbd>Esc</Kbd>
        </Button>
      </div>
    </form>
  );
}

/** What is known of an entity that has only been named. */
const unwritten = { aliases: [], identifiers: {} } as const;

/** What it may be: tags of its kind, or types of links. What it is already stays a choice though it is retired. */
function choices(
  { tags, relationTypes }: ReturnType<typeof useAdjudication>["scheme"],
  { kind, tag }: ItemDraft,
): readonly { readonly key: string; readonly title: string }[] {
  if (kind === "relation") return relationTypes.filter(({ key, retired }) => !retired || key === tag);
  return tags.filter(({ key, appliesTo, retired }) => appliesTo === kind && (!retired || key === tag));
}
