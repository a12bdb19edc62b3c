"use client";

import { useEffect, useMemo, useState } from "react";
import { compareCommands } from "@/lib/client/compare-commands";
import { type CompareStart, CompareView } from "@/lib/client/compare-view";
import type { ReaderSeed } from "@/lib/client/reader-seed";
import { ReaderSession } from "@/lib/client/reader-session";
import { ReaderView } from "@/lib/client/reader-view";
import { Announcer } from "../reader/announcer";
import { CommandPalette } from "../reader/command-palette";
import { ConflictList } from "../reader/conflict-list";
import { HelpSheet } from "../reader/help-sheet";
import { LoadNotice } from "../reader/load-notice";
import { ReaderProvider } from "../reader/reader-context";
import { useCommandKeys } from "../reader/use-command-keys";
import { useRefusals } from "../reader/use-refusals";
import { OpinionDialog } from "../review/opinion-dialog";
import { BulkDialog } from "./bulk-dialog";
import { CompareProvider } from "./compare-context";
import { CompareHeader } from "./compare-header";
import { ComparePanel } from "./compare-panel";
import { CompareText } from "./compare-text";
import { CorrectDialog } from "./correct-dialog";
import { DifferenceBar } from "./difference-bar";
import { useCompareAddress, useComparePage } from "./use-compare-page";
import "../reader/reader.css";
import "./compare.css";

export type ComparePageProps = {
  readonly seed: ReaderSeed;
  readonly start: CompareStart;
  readonly about: { readonly title: string; readonly language: string };
};

/** The comparison page: what several people made of one text, and what a reviewer thinks of it. */
export function ComparePage({ seed, start, about }: ComparePageProps) {
  const [view, setView] = useState(() => viewOf(seed, start));
  if (view.session.seed.documentId !== seed.documentId) setView(viewOf(seed, start));
  const { session } = view;

  useEffect(() => {
    void session.start();
    const unfollow = view.follow();
    return () => {
      unfollow();
      session.stop();
    };
  }, [session, view]);

  return (
    <ReaderProvider value={useMemo(() => ({ session, view: view.reader }), [session, view])}>
      <CompareProvider value={view}>
        <Compare key={seed.documentId} view={view} about={about} />
      </CompareProvider>
    </ReaderProvider>
  );
}

const viewOf = (seed: ReaderSeed, start: CompareStart): CompareView =>
  new CompareView(new ReaderView(new ReaderSession(seed)), start);

function Compare({ view, about }: Pick<ComparePageProps, "about"> & { readonly view: CompareView }) {
  const { page, backToText } = useComparePage(view);
  const commands = useMemo(() => compareCommands(view, backToText), [view, backToText]);
  useCommandKeys(commands, page);
  useCompareAddress(view);
  useRefusals();

  return (
    <div className="reader">
      <CompareHeader title={about.title} onBack={backToText} />
      <DifferenceBar />
      <LoadNotice />
      <ConflictList />
      <div className="reader-body">
        <CompareText language={about.language} />
        <ComparePanel />
      </div>
      <CommandPalette commands={commands} page={page} />
      <HelpSheet commands={commands} />
      <OpinionDialog reviewing={view.reader.reviewing} />
      <BulkDialog />
      <CorrectDialog />
      <Announcer />
    </div>
  );
}
