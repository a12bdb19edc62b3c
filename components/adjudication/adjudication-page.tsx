"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { CommandPalette } from "@/components/reader/command-palette";
import { HelpSheet } from "@/components/reader/help-sheet";
import { ReaderProvider } from "@/components/reader/reader-context";
import { TextSurface } from "@/components/reader/text-surface";
import { useCommandKeys } from "@/components/reader/use-command-keys";
import "@/components/reader/reader.css";
import "./adjudication.css";
import { adjudicationCommands } from "@/lib/client/adjudication-commands";
import { adjudicationLooks } from "@/lib/client/adjudication-looks";
import { AdjudicationSession } from "@/lib/client/adjudication-session";
import type { ReaderPage } from "@/lib/client/reader-commands";
import type { ReaderSeed } from "@/lib/client/reader-seed";
import { ReaderSession } from "@/lib/client/reader-session";
import { ReaderView } from "@/lib/client/reader-view";
import { useSignal } from "@/lib/client/signal";
import { showToast } from "@/lib/client/toasts";
import type { AdjudicationWork } from "@/lib/contracts/adjudication";
import { AddBar } from "./add-bar";
import { AdjudicationProvider } from "./adjudication-context";
import { AdjudicationHeader } from "./adjudication-header";
import { CurrentItem } from "./current-item";
import { FinishedNotice, type FinishedNoticeProps } from "./finished-notice";
import { WaitingNotice } from "./item-notices";
import { ItemQueue } from "./item-queue";
import { SettleDialog } from "./settle-dialog";
import { TextLegend } from "./text-legend";
import { useItemMarks } from "./use-item-marks";
import { useWayToBoard } from "./use-way-to-board";

export type AdjudicationPageProps = FinishedNoticeProps & {
  readonly seed: ReaderSeed;
  readonly work: AdjudicationWork;
  readonly title: string;
  readonly language: string;
  readonly mayDecide: boolean;
};

/** A document's items, what each annotator says of them, and what becomes gold. */
export function AdjudicationPage({ seed, work, title, language, mayDecide, ...may }: AdjudicationPageProps) {
  const [session] = useState(() => {
    const made = new AdjudicationSession(seed, seed.scheme, work, mayDecide);
    made.board.learn(Object.fromEntries(seed.entities.map(({ id, ...entity }) => [id, entity])));
    return made;
  });
  // The text as the annotation page draws it, with nothing to send; what is heard of it is the adjudication's.
  const [reader] = useState(() => {
    const state = { ...seed.state, seq: work.seq };
    return new ReaderSession(
      { ...seed, state },
      (change) => session.receive(change),
      adjudicationLooks(session),
    );
  });
  useEffect(() => {
    void session.history.read();
    reader.feed.start();
    return () => reader.feed.stop();
  }, [reader, session]);
  const view = useMemo(() => new ReaderView(reader), [reader]);
  return (
    <ReaderProvider value={useMemo(() => ({ session: reader, view }), [reader, view])}>
      <AdjudicationProvider value={session}>
        <Adjudication session={session} view={view} title={title} language={language} {...may} />
      </AdjudicationProvider>
    </ReaderProvider>
  );
}

type AdjudicationProps = Pick<AdjudicationPageProps, "title" | "language"> &
  FinishedNoticeProps & {
    readonly session: AdjudicationSession;
    readonly view: ReaderView;
  };

function Adjudication({ session, view, title, language, ...may }: AdjudicationProps) {
  const commands = useMemo(() => adjudicationCommands(session, view), [session, view]);
  const page = useMemo((): ReaderPage => pageOf(view), [view]);
  useCommandKeys(commands, page);
  useWayToBoard();
  useItemMarks(session, view);
  useRefusal(session);
  return (
    <div className="reader">
      <AdjudicationHeader title={title} view={view} />
      <div className="reader-body">
        <TextSurface language={language} />
        <aside className="reader-panel adjudication-panel" data-open data-reader-part="panel">
          <WaitingNotice />
          <FinishedNotice {...may} />
          <AddBar view={view} />
          <CurrentItem view={view} />
          <ItemQueue />
          <TextLegend />
        </aside>
      </div>
      <SettleDialog />
      <CommandPalette commands={commands} page={page} />
      <HelpSheet commands={commands} />
      <Announcement session={session} />
    </div>
  );
}

/** What commands of the annotation page ask of the page around the text; here there is the panel beside it. */
const pageOf = (view: ReaderView): ReaderPage => ({
  view,
  goToDocument: () => {},
  submit: () => {},
  reopen: () => {},
  compare: () => {},
  focusNext,
});

/** To the panel, where what is being worded comes first, and back to the text. */
function focusNext(): void {
  const panel = document.querySelector<HTMLElement>("[data-reader-part=panel]");
  const isThere = panel?.contains(document.activeElement) ?? false;
  const first = panel?.querySelector<HTMLElement>("form select, form button, section button");
  (isThere ? document.querySelector<HTMLElement>("#article-text") : first)?.focus();
}

function useRefusal(session: AdjudicationSession): void {
  const t = useTranslations("adjudication");
  const refusal = useSignal(session.refusal);
  useEffect(() => {
    if (refusal) showToast({ tone: "danger", happened: t("refused"), next: refusal.words });
  }, [refusal, t]);
}

function Announcement({ session }: { session: AdjudicationSession }) {
  const t = useTranslations("adjudication");
  const said = useSignal(session.announced);
  return (
    <p className="sr-only" aria-live="polite">
      {said && t(`announce.${said}`)}
    </p>
  );
}
