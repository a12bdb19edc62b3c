"use client";

import { Info, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import type { QueueItem } from "@/lib/client/adjudication-board";
import { takeKeyOf } from "@/lib/client/adjudication-commands";
import { stretchOf } from "@/lib/client/adjudication-draft";
import { goldTwinOf } from "@/lib/client/gold-twin";
import type { ReaderView } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import type { Annotation } from "@/lib/domain/annotation/annotation";
import { hull } from "@/lib/domain/span/span";
import { useAdjudication, useSetNames } from "./adjudication-context";
import { DecisionHistory } from "./decision-history";
import { DecisionOutcome } from "./decision-outcome";
import { EditedVersion } from "./edited-version";
import { GroundsFields } from "./grounds-fields";
import { ItemActions } from "./item-actions";
import { HeldItemNotice, OriginNotice } from "./item-notices";
import { Differences, OriginBadge } from "./item-queue";
import { VersionBody } from "./version-body";

/** The item that keys act on: every annotator's version of it beside the others. Or what is being added. */
export function CurrentItem({ view }: { view: ReaderView }) {
  const t = useTranslations("adjudication");
  const session = useAdjudication();
  const currentId = useSignal(session.currentId);
  const draft = useSignal(session.draft);
  const item = session.board.itemOf(currentId);
  const section = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another item is read from its beginning
  useEffect(() => {
    section.current?.scrollTo(0, 0);
    section.current?.parentElement?.scrollTo(0, 0);
  }, [currentId, draft?.isNew]);
  if (draft?.isNew)
    return (
      <section
        ref={section}
        tabIndex={-1}
        data-board
        className="adjudication-item"
        aria-label={t(`draft.new.${draft.kind}`)}
      >
        <h2 className="font-semibold text-sm">{t(`draft.new.${draft.kind}`)}</h2>
        <EditedVersion draft={draft} view={view} />
        <GroundsFields />
      </section>
    );
  if (!item) return <p className="px-4 py-6 text-soft text-sm">{t("item.none")}</p>;
  const isUndecided = session.board.stateOf(item).decisions.length + session.board.goldOf(item).length === 0;
  const shown = session.visible();
  const at = shown.findIndex(({ id }) => id === item.id);
  const title = at < 0 ? t("item.beside") : t("item.title", { at: at + 1, total: shown.length });
  return (
    <section ref={section} tabIndex={-1} data-board className="adjudication-item" aria-label={title}>
      <div className="flex flex-wrap items-center gap-1.5">
        <h2 className="me-auto font-semibold text-sm">{title}</h2>
        {item.origin === "work" ? <Differences item={item} all /> : <OriginBadge origin={item.origin} />}
      </div>
      <HeldItemNotice />
      {item.origin === "work" && session.board.stateOf(item).isChanged && (
        <Callout tone="warning">{t("item.changedText")}</Callout>
      )}
      <OriginNotice item={item} />
      <DecisionOutcome item={item} />
      {draft ? (
        <EditedVersion draft={draft} view={view} />
      ) : (
        <>
          {item.origin === "work" && (
            <ul className="grid gap-2">
              {session.work.sets.map((set, number) => (
                <Version key={set.id} item={item} setId={set.id} number={number} view={view} />
              ))}
            </ul>
          )}
          <ItemActions item={item} />
        </>
      )}
      {session.mayAct && <GroundsFields />}
      {session.work.state !== "ready" && isUndecided && <DecisionHistory key={item.id} item={item} />}
    </section>
  );
}

type VersionProps = {
  readonly item: QueueItem;
  readonly setId: string;
  readonly number: number;
  readonly view: ReaderView;
};

function Version({ item, setId, number, view }: VersionProps) {
  const t = useTranslations("adjudication.item");
  const session = useAdjudication();
  const who = useSetNames()(setId);
  const version = item.versions.find((one) => one.setId === setId);
  const keys = takeKeyOf(number);
  if (!version)
    return (
      <li className="adjudication-version" data-missing>
        <p className="text-soft text-sm">{t("missing", { who })}</p>
      </li>
    );
  const isTaken = session.board
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
        {session.mayAct && (
          <IconButton
            label={t("editThis", { who })}
            size="sm"
            icon={<Pencil aria-hidden className="size-3.5" />}
            onClick={() => session.edit(version.id)}
          />
        )}
        {session.mayAct && (
          <Button
            size="sm"
            aria-label={t("take", { who })}
            {...(keys ? { "aria-keyshortcuts": keys } : {})}
            onFocus={() => point(view, version)}
            onBlur={() => point(view, null)}
            onClick={() => session.take([version.id])}
          >
            {keys && <Kbd>{keys.toUpperCase()}</Kbd>}
            {who}
          </Button>
        )}
      </div>
      <VersionBody item={item} version={version} />
      {session.mayAct && goldTwinOf(session.board, item, version) && (
        <p className="flex items-start gap-1.5 text-soft text-xs">
          <Info aria-hidden className="mt-0.5 size-3.5 shrink-0 text-info" />
          {t("goldTwin")}
        </p>
      )}
    </li>
  );
}

/** Shows in the text where exactly a version lies. */
function point(view: ReaderView, version: Annotation | null): void {
  const { store, pointed } = view.session;
  const extent = version?.kind === "span" ? hull(version.spans) : null;
  pointed.set(extent && stretchOf(store, extent));
}
