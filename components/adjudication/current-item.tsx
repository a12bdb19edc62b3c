"use client";

import { Ban, CopyPlus, Pencil, SkipForward } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useKeyCaps } from "@/components/reader/tag-toolbar";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { draftOf, stretchOf } from "@/lib/client/adjudication-draft";
import type { ReaderView } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import type { AnnotationResource } from "@/lib/contracts/annotations";
import type { AlignedItem } from "@/lib/domain/adjudication/item";
import type { Annotation } from "@/lib/domain/annotation/annotation";
import { hull } from "@/lib/domain/span/span";
import { useAdjudication, useSetNames } from "./adjudication-context";
import { EditedVersion } from "./edited-version";
import { GroundsFields } from "./grounds-fields";
import { Differences } from "./item-queue";
import { VersionBody } from "./version-body";

/** The item that keys act on: every annotator's version of it beside the others. */
export function CurrentItem({ view }: { view: ReaderView }) {
  const t = useTranslations("adjudication");
  const session = useAdjudication();
  const currentId = useSignal(session.currentId);
  const draft = useSignal(session.draft);
  const item = session.itemOf(currentId);
  const section = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another item is read from its beginning
  useEffect(() => {
    section.current?.scrollTo(0, 0);
    section.current?.parentElement?.scrollTo(0, 0);
  }, [currentId]);
  if (!item) return <p className="px-4 py-6 text-soft text-sm">{t("item.none")}</p>;
  const shown = session.visible();
  const at = shown.findIndex(({ id }) => id === item.id);
  const { isChanged } = session.stateOf(item);
  return (
    <section
      ref={section}
      className="adjudication-item"
      aria-label={t("item.title", { at: at + 1, total: shown.length })}
    >
      <div className="flex flex-wrap items-center gap-1.5">
        <h2 className="me-auto font-semibold text-sm">
          {t("item.title", { at: at + 1, total: shown.length })}
        </h2>
        <Differences item={item} all />
      </div>
      {isChanged && <Callout tone="warning">{t("item.changedText")}</Callout>}
      <Outcome item={item} />
      {draft ? (
        <EditedVersion draft={draft} view={view} />
      ) : (
        <>
          <ul className="grid gap-2">
            {session.work.sets.map((set, number) => (
              <Version key={set.id} item={item} setId={set.id} number={number} view={view} />
            ))}
          </ul>
          <Actions item={item} />
        </>
      )}
      {session.mayDecide && !session.isFinished && <GroundsFields />}
    </section>
  );
}

type VersionProps = {
  readonly item: AlignedItem;
  readonly setId: string;
  readonly number: number;
  readonly view: ReaderView;
};

function Version({ item, setId, number, view }: VersionProps) {
  const t = useTranslations("adjudication.item");
  const session = useAdjudication();
  const caps = useKeyCaps();
  const who = useSetNames()(setId);
  const version = item.versions.find((one) => one.setId === setId);
  const mayDecide = session.mayDecide && !session.isFinished;
  if (!version)
    return (
      <li className="adjudication-version" data-missing>
        <p className="text-soft text-sm">{t("missing", { who })}</p>
      </li>
    );
  const isTaken = session
    .stateOf(item)
    .decisions.some(({ sources }) =>
      sources.some((source) => source.annotationId === version.id && source.isTaken),
    );
  return (
    <li
      className="adjudication-version"
      data-taken={isTaken || undefined}
      onPointerEnter={() => point(view, version)}
      onPointerLeave={() => point(view, null)}
    >
      <div className="flex items-center gap-2">
        <span className="me-auto truncate font-semibold text-xs">{who}</span>
        {mayDecide && version.kind !== "relation" && (
          <IconButton
            label={t("editThis", { who })}
            size="sm"
            icon={<Pencil aria-hidden className="size-3.5" />}
            onClick={() => session.draft.set(draftOf(version))}
          />
        )}
        {mayDecide && (
          <Button
            size="sm"
            aria-label={t("take", { who })}
            aria-keyshortcuts={String(number + 1)}
            onFocus={() => point(view, version)}
            onBlur={() => point(view, null)}
            onClick={() => session.take([version.id])}
          >
            {caps(String(number + 1)).map((cap) => (
              <Kbd key={cap}>{cap}</Kbd>
            ))}
            {who}
          </Button>
        )}
      </div>
      <VersionBody item={item} version={version} />
    </li>
  );
}

/** Shows in the text where exactly a version lies. */
function point(view: ReaderView, version: Annotation | null): void {
  const { store, selection } = view.session;
  const extent = version?.kind === "span" ? hull(version.spans) : null;
  selection.set(extent && stretchOf(store, extent));
}

/** What has been decided, with the gold as it is. */
function Outcome({ item }: { item: AlignedItem }) {
  const t = useTranslations("adjudication");
  const reasons = useTranslations("adjudication.reason.reasons");
  const session = useAdjudication();
  const { decisions } = session.stateOf(item);
  const [first] = decisions;
  if (!first) return null;
  const gold = session.goldOf(item);
  return (
    <div className="adjudication-gold">
      <p className="font-semibold text-xs">
        {t("item.gold")} <span className="font-normal text-soft">({t(`item.by.${first.kind}`)})</span>
      </p>
      {gold.length === 0 && <p className="text-sm">{t("item.goldNone")}</p>}
      {gold.map((one: AnnotationResource) => (
        <VersionBody key={one.id} item={{ ...item, differences: [], attributes: [] }} version={one} />
      ))}
      {(first.reason || first.text) && (
        <p className="text-soft text-xs" dir="auto">
          {[first.reason && reasons(first.reason), first.text].filter(Boolean).join(": ")}
        </p>
      )}
    </div>
  );
}

function Actions({ item }: { item: AlignedItem }) {
  const t = useTranslations("adjudication.item");
  const session = useAdjudication();
  const [first] = item.versions;
  if (!session.mayDecide || session.isFinished) return null;
  return (
    <div className="flex flex-wrap gap-1.5">
      {item.versions.length > 1 && (
        <Button
          size="sm"
          aria-keyshortcuts="b"
          icon={<CopyPlus aria-hidden className="size-4" />}
          onClick={() => session.take(item.versions.map(({ id }) => id))}
        >
          {t("takeAll")} <Kbd>B</Kbd>
        </Button>
      )}
      <Button
        size="sm"
        aria-keyshortcuts="x"
        icon={<Ban aria-hidden className="size-4" />}
        onClick={() => session.takeNeither()}
      >
        {t("neither")} <Kbd>X</Kbd>
      </Button>
      {first && item.kind !== "relation" && (
        <Button
          size="sm"
          aria-keyshortcuts="e"
          icon={<Pencil aria-hidden className="size-4" />}
          onClick={() => session.draft.set(draftOf(first))}
        >
          {t("edit")} <Kbd>E</Kbd>
        </Button>
      )}
      <Button
        size="sm"
        variant="ghost"
        aria-keyshortcuts="s"
        icon={<SkipForward aria-hidden className="size-4" />}
        onClick={() => session.step(1)}
      >
        {t("skip")} <Kbd>S</Kbd>
      </Button>
    </div>
  );
}
