"use client";

import { useEffect, useMemo, useState } from "react";
import { RevisionNotice } from "@/components/revisions/revision-notice";
import { measureActivity } from "@/lib/client/active-time";
import { readerCommands } from "@/lib/client/reader-commands";
import type { ReaderSeed } from "@/lib/client/reader-seed";
import { ReaderSession } from "@/lib/client/reader-session";
import { ReaderView } from "@/lib/client/reader-view";
import { OpinionDialog } from "../review/opinion-dialog";
import { AnnotationPanel } from "./annotation-panel";
import { Announcer } from "./announcer";
import { ChoiceList } from "./choice-list";
import { CommandPalette } from "./command-palette";
import { ConflictList } from "./conflict-list";
import { GoldNotice } from "./gold-notice";
import { HelpSheet } from "./help-sheet";
import { LoadNotice } from "./load-notice";
import { PlaceNotice } from "./place-notice";
import { ReaderProvider } from "./reader-context";
import { type ReaderAbout, ReaderHeader } from "./reader-header";
import { SignInAgain } from "./sign-in-again";
import { SubmitDialog } from "./submit-dialog";
import { TagToolbar } from "./tag-toolbar";
import { TextSurface } from "./text-surface";
import { useCommandKeys } from "./use-command-keys";
import { useDeepLink } from "./use-deep-link";
import { useReaderPage } from "./use-reader-page";
import { useRefusals } from "./use-refusals";
import "./reader.css";

export type ReaderPageProps = {
  readonly seed: ReaderSeed;
  readonly about: ReaderAbout;
  readonly person: { readonly name: string; readonly email: string };
};

/** The annotation page: a text, its tags, and what they say. */
export function ReaderPage({ seed, about, person }: ReaderPageProps) {
  const [session, setSession] = useState(() => new ReaderSession(seed));
  // Another document, or another set of this one, on the same page component is another session.
  if (session.seed.documentId !== seed.documentId || session.seed.state.work !== seed.state.work)
    setSession(new ReaderSession(seed));
  const view = useMemo(() => new ReaderView(session), [session]);

  useEffect(() => {
    void session.start();
    return () => session.stop();
  }, [session]);

  // Time is measured for annotators' own work.
  const isMeasured = seed.mayAnnotate && !session.isGold;
  useEffect(() => (isMeasured ? measureActivity(session.place) : undefined), [isMeasured, session]);

  return (
    <ReaderProvider value={useMemo(() => ({ session, view }), [session, view])}>
      <Reader key={`${seed.documentId} ${seed.state.work}`} about={about} person={person} view={view} />
    </ReaderProvider>
  );
}

type ReaderProps = Pick<ReaderPageProps, "about" | "person"> & { readonly view: ReaderView };

function Reader({ about, person, view }: ReaderProps) {
  const { session } = view;
  const [isSubmitting, setSubmitting] = useState(false);
  const page = useReaderPage({ about, openSubmit: () => setSubmitting(true) });
  const commands = useMemo(() => readerCommands(view), [view]);
  useCommandKeys(commands, page);
  useRefusals();
  useDeepLink();

  return (
    <div className="reader">
      <ReaderHeader about={about} page={page} />
      <TagToolbar />
      <LoadNotice />
      {session.isGold ? <GoldNotice /> : about.isCoder && <PlaceNotice />}
      <RevisionNotice place={about.revision} />
      <ConflictList />
      <div className="reader-body">
        <TextSurface language={about.language} />
        <AnnotationPanel />
      </div>
      <ChoiceList />
      <CommandPalette commands={commands} page={page} />
      <HelpSheet commands={commands} />
      <OpinionDialog reviewing={view.reviewing} />
      <SubmitDialog open={isSubmitting} onOpenChange={setSubmitting} page={page} />
      <SignInAgain person={person} />
      <Announcer />
    </div>
  );
}
