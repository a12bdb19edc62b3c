"use client";

import { ChevronLeft, ChevronRight, Columns2, Info, LockOpen, Scale, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { CorrectButton } from "@/components/revisions/correct-button";
import type { RevisionPlace } from "@/components/revisions/revision-notice";
import { RevisionsButton } from "@/components/revisions/revisions-button";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { TextLink } from "@/components/ui/text-link";
import type { ReaderPage } from "@/lib/client/reader-commands";
import { useSignal } from "@/lib/client/signal";
import { isDone } from "@/lib/domain/workflow/assignment-state";
import { PresentPeople } from "./present-people";
import { useReader } from "./reader-context";
import { SaveChip } from "./save-chip";
import { SetSwitch } from "./set-switch";
import { useKeyCaps } from "./tag-toolbar";

/** What is known of the document, for the line above the text. */
export type ReaderAbout = {
  readonly title: string;
  readonly outlet: string;
  readonly byline: string;
  readonly credit: string;
  readonly publishedAt: string | null;
  readonly url: string;
  readonly language: string;
  readonly split: string;
  readonly licenceNote: string;
  readonly length: number;
  readonly previousId: string | null;
  readonly isArchived: boolean;
  /** Whether this person annotates in the project, here or elsewhere. */
  readonly isCoder: boolean;
  readonly revision: RevisionPlace;
  readonly mayCorrect: boolean;
};

export function ReaderHeader({ about, page }: { about: ReaderAbout; page: ReaderPage }) {
  const t = useTranslations("reader");
  const { session } = useReader();
  const caps = useKeyCaps();
  const myState = useSignal(session.myState);
  const mayWork = useSignal(session.supersededBy) === null && session.seed.mayAnnotate;
  const isLocked = isDone(myState);
  const source = [about.outlet, about.credit, about.publishedAt?.slice(0, 10)].filter(Boolean).join(" · ");

  return (
    <div className="reader-head">
      <div className="min-w-0 grow basis-64">
        <div className="flex items-center gap-1">
          <h1
            className="min-w-0 truncate font-serif font-semibold text-lg leading-tight"
            dir="auto"
            title={about.title}
          >
            {about.title}
          </h1>
          {source === "" && <AboutButtons about={about} />}
        </div>
        {source !== "" && (
          <p className="flex items-center gap-1 truncate text-soft text-xs">
            {source}
            <AboutButtons about={about} />
          </p>
        )}
      </div>
      <SetSwitch isCoder={about.isCoder} />
      <PresentPeople />
      <SaveChip />
      {about.isArchived && <Badge tone="warning">{t("archived")}</Badge>}
      {session.isGold ? (
        <Badge>{t(`gold.state.${myState}`)}</Badge>
      ) : (
        session.seed.mayAnnotate && <Badge>{t(`submit.state.${myState}`)}</Badge>
      )}
      {mayWork &&
        (session.isGold ? (
          <GoldActions page={page} isLocked={isLocked} />
        ) : (
          <WorkActions page={page} isLocked={isLocked} />
        ))}
      <IconButton
        label={t("compare")}
        keys={caps("Mod+Alt+c")}
        icon={<Columns2 aria-hidden className="size-4" />}
        onClick={() => page.compare()}
      />
      <span className="flex">
        <IconButton
          label={t("next.previous")}
          keys={caps("Alt+ArrowLeft")}
          icon={<ChevronLeft aria-hidden className="size-4" />}
          onClick={() => page.goToDocument("previous")}
        />
        <IconButton
          label={t("next.button")}
          keys={caps("Alt+ArrowRight")}
          icon={<ChevronRight aria-hidden className="size-4" />}
          onClick={() => page.goToDocument("next")}
        />
      </span>
    </div>
  );
}

/** Stands after what is known of the source, or after the title where nothing is. */
function AboutButtons({ about }: { about: ReaderAbout }) {
  return (
    <span className="flex shrink-0 items-center gap-1 text-soft text-xs">
      <AboutPopover about={about} />
      {about.mayCorrect && <CorrectButton />}
      {(about.revision.supersedesId ?? about.revision.newestId) !== null && <RevisionsButton />}
    </span>
  );
}

type ActionsProps = { readonly page: ReaderPage; readonly isLocked: boolean };

function WorkActions({ page, isLocked }: ActionsProps) {
  const t = useTranslations("reader.submit");
  return isLocked ? (
    <Button size="sm" icon={<LockOpen aria-hidden className="size-4" />} onClick={() => page.reopen()}>
      {t("reopen")}
    </Button>
  ) : (
    <Button
      size="sm"
      variant="primary"
      icon={<Send aria-hidden className="size-4" />}
      onClick={() => page.submit()}
    >
      {t("button")}
    </Button>
  );
}

/** The gold is finished where its differences are decided; where there are none to decide, and taken up again, here. */
function GoldActions({ page, isLocked }: ActionsProps) {
  const t = useTranslations("reader.gold");
  const { isAdjudicable } = useReader().session.seed.state;
  return isLocked ? (
    <Button size="sm" icon={<LockOpen aria-hidden className="size-4" />} onClick={() => page.reopen()}>
      {t("resume")}
    </Button>
  ) : (
    <Button size="sm" icon={<Scale aria-hidden className="size-4" />} onClick={() => page.submit()}>
      {t(isAdjudicable ? "adjudicate" : "finish")}
    </Button>
  );
}

function AboutPopover({ about }: { about: ReaderAbout }) {
  const t = useTranslations("reader.about");
  const rows = [
    ["outlet", about.outlet],
    ["byline", about.byline],
    ["credit", about.credit],
    ["published", about.publishedAt ?? ""],
    ["language", about.language],
    ["split", about.split === "none" ? "" : about.split],
    ["licence", about.licenceNote],
  ] as const;
  return (
    <Popover
      label={t("open")}
      trigger={<IconButton label={t("open")} icon={<Info aria-hidden className="size-4" />} size="sm" />}
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
        {rows
          .filter(([, value]) => value !== "")
          .map(([key, value]) => (
            <div key={key} className="contents">
              <dt className="text-soft">{t(key)}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        {about.url && (
          <>
            <dt className="text-soft">{t("url")}</dt>
            <dd className="min-w-0 break-all">
              <TextLink href={about.url} target="_blank" rel="noopener noreferrer nofollow">
                {about.url}
              </TextLink>
            </dd>
          </>
        )}
      </dl>
      <p className="mt-2 text-faint text-xs">{t("length", { count: about.length })}</p>
    </Popover>
  );
}
