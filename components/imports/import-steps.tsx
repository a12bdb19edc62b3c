"use client";

import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import { FormError } from "@/components/ui/form-error";
import type { CorpusFile } from "@/lib/client/import-corpus-file";
import type { ChosenFile } from "@/lib/client/import-files";
import type { ImportRun, ImportRunView } from "@/lib/client/import-run";
import type { ImportResource } from "@/lib/contracts/imports";
import { ImportEnd } from "./import-end";
import { ImportReport } from "./import-report";
import { ImportWork } from "./import-work";
import { LeftOutNote } from "./left-out-note";
import { SendingFiles } from "./sending-files";
import { SendingInterrupted } from "./sending-interrupted";

export type ImportStepProps = {
  readonly projectId: string;
  readonly endings: readonly string[];
  readonly run: ImportRun;
  readonly view: ImportRunView;
  readonly onFiles: (files: readonly ChosenFile[]) => void;
  readonly onAgain: () => void;
};

/** The step at which one import stands. */
export function ImportSteps(props: ImportStepProps) {
  const { view } = props;
  const t = useTranslations("imports");
  return (
    <div className="grid gap-4 [&>div:empty]:-mb-4">
      <FormError title={view.problem ? t("refused") : undefined}>{view.problem}</FormError>
      <LeftOutNote files={view.leftOut} />
      {view.corpora.map((corpus) => (
        <CorpusNote key={corpus.path} corpus={corpus} />
      ))}
      <CurrentStep {...props} />
    </div>
  );
}

function CurrentStep(props: ImportStepProps) {
  const { import: current, files, isSending } = props.view;
  const isAllSent = files.every(({ state }) => state === "sent");
  if (!current || isSending || !isAllSent) return <SendingFiles {...props} />;
  return <ServerStep {...props} current={current} />;
}

export type ServerStepProps = ImportStepProps & { readonly current: ImportResource };

function ServerStep(props: ServerStepProps) {
  switch (props.current.state) {
    case "uploading":
      // All is sent and the dry run is being asked for, unless this page was loaded anew in between.
      return props.view.files.length > 0 && !props.view.problem ? (
        <ImportWork {...props} />
      ) : (
        <SendingInterrupted {...props} />
      );
    case "reading":
    case "writing":
      return <ImportWork {...props} />;
    case "read":
      return <ImportReport {...props} />;
    case "finished":
    case "cancelled":
    case "failed":
      return <ImportEnd {...props} />;
  }
}

/** A native export says what it holds before it is even sent. */
function CorpusNote({ corpus }: { corpus: CorpusFile }) {
  const t = useTranslations("imports.corpus");
  const { documents, annotations, entities } = corpus;
  return (
    <Callout title={t("title", { project: corpus.project })}>
      <p>{t("text", { documents, annotations, entities })}</p>
      {corpus.sets.length > 0 && <p>{t("sets", { names: corpus.sets.join(", ") })}</p>}
      <p className="text-soft">{t("comes")}</p>
    </Callout>
  );
}
