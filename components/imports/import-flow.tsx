"use client";

import { type ReactNode, useState, useSyncExternalStore } from "react";
import type { ChosenFile } from "@/lib/client/import-files";
import { ImportRun } from "@/lib/client/import-run";
import type { ImportResource } from "@/lib/contracts/imports";
import { ImportSteps } from "./import-steps";
import { ImportWays } from "./import-ways";

export type ImportFlowProps = {
  readonly projectId: string;
  /** The endings of file names that can be imported. */
  readonly endings: readonly string[];
  /** The import that the page's address names. */
  readonly initial: ImportResource | null;
  readonly way: "files" | "paste";
  /** Shown until an import has begun: the way back to earlier ones. */
  readonly children?: ReactNode;
};

/** From nothing to documents: a choice of ways in, then one import at a time. */
export function ImportFlow(props: ImportFlowProps) {
  const { projectId } = props;
  // Raised to begin anew; each number is an import of its own.
  const [round, setRound] = useState(0);
  return (
    <OneImport
      key={round}
      {...props}
      initial={round === 0 ? props.initial : null}
      onAgain={() => {
        window.history.replaceState(null, "", `/projects/${projectId}/documents/import`);
        setRound(round + 1);
      }}
    />
  );
}

function OneImport(props: ImportFlowProps & { onAgain: () => void }) {
  const { projectId, endings, initial, way, onAgain, children } = props;
  const [run] = useState(
    () =>
      new ImportRun({
        projectId,
        endings,
        initial,
        // Not a navigation: the page stays as it is, and a reload finds the import.
        onBegun: (id) =>
          window.history.replaceState(null, "", `/projects/${projectId}/documents/import?import=${id}`),
      }),
  );
  const view = useSyncExternalStore(run.subscribe, run.view, run.view);
  const onFiles = (files: readonly ChosenFile[]) => void run.add(files);
  if (!view.import && view.files.length === 0)
    return (
      <>
        <ImportWays
          projectId={projectId}
          endings={endings}
          way={way}
          leftOut={view.leftOut}
          onFiles={onFiles}
        />
        {children}
      </>
    );
  return (
    <ImportSteps
      projectId={projectId}
      endings={endings}
      run={run}
      view={view}
      onFiles={onFiles}
      onAgain={onAgain}
    />
  );
}
