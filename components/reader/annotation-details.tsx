"use client";

import { Minus, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { AttributeFields } from "@/components/annotation/attribute-fields";
import { EdgeButtons } from "@/components/annotation/edge-buttons";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Mark } from "@/lib/client/block-views";
import { verdictKeys } from "@/lib/client/reader-commands";
import { useSignal } from "@/lib/client/signal";
import { tagOf } from "@/lib/domain/scheme/scheme";
import { isDone } from "@/lib/domain/workflow/assignment-state";
import { ReviewSection } from "../review/review-section";
import { AnnotationHistory } from "./annotation-history";
import { AnnotationTalk } from "./annotation-talk";
import { CorrectSwitch } from "./correct-switch";
import { EntityField } from "./entity-field";
import { HeldNotice } from "./held-notice";
import { LinkFields } from "./link-fields";
import { useReader } from "./reader-context";
import { TagGuidance } from "./tag-guidance";

/** Everything one annotation says, and the controls to change it; all of it by keyboard. */
export function AnnotationDetails({ mark }: { mark: Mark }) {
  const t = useTranslations("reader.panel");
  const { session, view } = useReader();
  const { scheme } = session.store;
  const myState = useSignal(session.myState);
  const sets = useSignal(session.sets);
  const tag = tagOf(scheme, mark.tag);
  const isMine = session.store.isMine(mark);
  const correctingId = useSignal(view.correctingId);
  // The state and the choice are what makes the answer another one.
  const isLocked = isMine ? !session.seed.mayAnnotate || isDone(myState) : correctingId !== mark.id;
  const author = sets.find((set) => set.id === mark.setId);

  return (
    <div className="reader-details" data-tag={mark.tag}>
      <div className="flex items-start gap-2">
        <span className="reader-code">{tag?.code ?? "?"}</span>
        <p className="min-w-0 flex-1 font-serif leading-snug" dir="auto">
          {mark.spans.map((span) => span.quote).join(" … ")}
        </p>
        {!isLocked && (
          <IconButton
            label={t("remove")}
            icon={<Trash2 aria-hidden className="size-4" />}
            keys={["Del"]}
            size="sm"
            onClick={() => view.remove()}
          />
        )}
      </div>
      <p className="text-faint text-xs">
        {isMine ? t(session.isGold ? "inGold" : "byYou") : t("by", { name: author?.name ?? "—" })}
        {isLocked && ` · ${t("readOnly")}`}
      </p>
      <HeldNotice id={mark.id} />
      {!isMine && session.seed.mayCorrect && (
        <CorrectSwitch name={author?.name ?? "—"} id={mark.id} isOn={!isLocked} />
      )}
      <AnnotationTalk mark={mark} />
      <ReviewSection reviewing={view.reviewing} annotation={mark} keys={verdictKeys} />
      <fieldset disabled={isLocked} className="grid gap-4">
        <Field label={t("tag")}>
          {(control) => (
            <Select
              {...control}
              data-focus="details"
              value={mark.tag}
              onChange={(event) => view.applyTagTo(mark, event.target.value)}
            >
              {scheme.tags
                .filter((one) => one.appliesTo === "span" && (!one.retired || one.key === mark.tag))
                .map((one) => (
                  <option key={one.key} value={one.key}>
                    {one.title}
                  </option>
                ))}
            </Select>
          )}
        </Field>
        {tag?.entityKind && (
          <EntityField
            kind={tag.entityKind}
            value={mark.entityId}
            onValueChange={(id) => view.setEntity(mark, id)}
            entities={session.store.entities}
            setId={mark.setId}
            isGold={session.isGold}
          />
        )}
        <LinkFields mark={mark} />
        <AttributeFields
          declared={tag?.attributes ?? []}
          values={mark.attributes}
          saves="leaving"
          onChange={(key, value) => view.setAttribute(key, value)}
        />
        <NoteField key={mark.id} mark={mark} />
        <Fragments mark={mark} />
      </fieldset>
      {tag && <TagGuidance tag={tag} />}
      <AnnotationHistory mark={mark} />
    </div>
  );
}

function NoteField({ mark }: { mark: Mark }) {
  const t = useTranslations("reader.panel");
  const { session, view } = useReader();
  const { drafts } = session.discussion;
  // With the note that it began from: what was written over another one is not put in its place later.
  const draftKey = `note ${mark.id} ${mark.note}`;
  // A reload takes the field away without its being left: what was being written is saved now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the field appears, and not while one writes.
  useEffect(() => {
    const kept = drafts.get(draftKey);
    drafts.delete(draftKey);
    if (kept !== undefined) view.setNote(mark, kept);
  }, []);
  return (
    <Field label={t("note")} hint={t("noteHint")}>
      {(control) => (
        <Textarea
          {...control}
          key={mark.note}
          data-focus="note"
          defaultValue={mark.note}
          rows={2}
          maxLength={10_000}
          onChange={(event) => drafts.set(draftKey, event.target.value)}
          onBlur={(event) => {
            drafts.delete(draftKey);
            view.setNote(mark, event.target.value);
          }}
        />
      )}
    </Field>
  );
}

/** The pieces of the text it covers, and buttons for what the grips and keys do. */
function Fragments({ mark }: { mark: Mark }) {
  const t = useTranslations("reader.panel");
  const { session, view } = useReader();
  const selection = useSignal(session.selection);
  return (
    <div className="grid gap-2">
      <p className="font-medium text-sm">{t("edges")}</p>
      <EdgeButtons onMove={({ edge, by, direction }) => view.moveEdge(edge, by, direction)} />
      {mark.spans.length > 1 && (
        <ul className="grid gap-1 text-sm">
          {mark.spans.map((span, at) => (
            <li key={span.start} className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate" dir="auto">
                {span.quote}
              </span>
              <IconButton
                label={t("removeFragment", { number: at + 1 })}
                icon={<Minus aria-hidden className="size-4" />}
                size="sm"
                onClick={() => view.removeFragment(at)}
              />
            </li>
          ))}
        </ul>
      )}
      {selection && (
        <Button size="sm" icon={<Plus aria-hidden className="size-4" />} onClick={() => view.addFragment()}>
          {t("addFragment")}
        </Button>
      )}
    </div>
  );
}
