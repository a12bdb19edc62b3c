"use client";

import { Columns2, Play, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { uuidv7 } from "uuidv7";
import { RequestError } from "@/components/account/request-error";
import { DocumentState } from "@/components/documents/document-state";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { TextLink } from "@/components/ui/text-link";
import { api } from "@/lib/client/api";
import { showToast } from "@/lib/client/toasts";
import { useRequest } from "@/lib/client/use-request";
import { claimDocument, giveBackDocument, type MyRound } from "@/lib/contracts/rounds";
import { Due } from "./round-facts";

type MyRoundsProps = { readonly projectId: string; readonly rounds: readonly MyRound[] };

/** What is the reader's to do, round by round. */
export function MyRounds({ projectId, rounds }: MyRoundsProps) {
  if (rounds.length === 0) return null;
  return (
    <div className="mb-6 grid grid-cols-1 gap-4 lg:grid-cols-2">
      {rounds.map((round) => (
        <MyRoundCard key={round.id} projectId={projectId} round={round} />
      ))}
    </div>
  );
}

function MyRoundCard({ projectId, round }: { projectId: string; round: MyRound }) {
  const t = useTranslations("rounds");
  const { dueAt, next, submitted, total, opened, openedLast } = round;
  const router = useRouter();
  const { isBusy, error, run } = useRequest();
  // Kept until it is answered: pressed again after a lost answer, it takes the same document.
  const claimId = useRef(uuidv7());
  const [first] = next;
  const claim = () =>
    run(
      () =>
        api(claimDocument, {
          params: { project: projectId, round: round.id },
          body: { id: claimId.current },
        }),
      ({ documentId }) => {
        claimId.current = uuidv7();
        router.push(`/projects/${projectId}/documents/${documentId}`);
      },
    );
  return (
    <Card
      title={t("mine.inRound", { name: round.name })}
      description={dueAt !== null && <Due dueAt={dueAt} isOverdue={round.isOverdue} />}
      actions={
        <>
          {first && (
            <ButtonLink
              variant="primary"
              href={`/projects/${projectId}/documents/${first.id}`}
              prefetch={false}
              icon={<Play aria-hidden className="size-4" />}
            >
              {t("mine.next")}
            </ButtonLink>
          )}
          {round.canClaim && (
            <Button variant={first ? "secondary" : "primary"} busy={isBusy} onClick={() => void claim()}>
              {t(first ? "mine.claimMore" : "mine.claim")}
            </Button>
          )}
        </>
      }
    >
      <div className="grid grid-cols-1 gap-3">
        {total > 0 && <Progress label={t("progress")} hideLabel value={submitted} max={total} />}
        <p className="text-sm text-soft">
          {total > 0 && t("mine.done", { submitted, total })}
          {total > 0 && round.isBlind && " · "}
          {round.isBlind && (opened > 0 ? t("mine.opened", { count: opened }) : t("mine.blind"))}
        </p>
        <RequestError error={error} />
        {openedLast.length > 0 && (
          <ul className="grid grid-cols-1 gap-1.5">
            {openedLast.map(({ id, title }) => (
              <li key={id} className="flex items-center gap-2 text-sm">
                <Columns2 aria-hidden className="size-4 shrink-0 text-soft" />
                <TextLink
                  href={`/projects/${projectId}/documents/${id}/compare`}
                  prefetch={false}
                  className="min-w-0 truncate"
                >
                  {t("mine.compare", { title })}
                </TextLink>
              </li>
            ))}
          </ul>
        )}
        {next.length === 0 && !round.canClaim && <p className="text-sm">{t("mine.nothing")}</p>}
        <ul className="grid grid-cols-1 gap-1.5">
          {next.map((one) => (
            <li key={one.id} className="flex items-center gap-2 text-sm">
              <TextLink
                href={`/projects/${projectId}/documents/${one.id}`}
                prefetch={false}
                dir="auto"
                className="min-w-0 truncate"
              >
                {one.title}
              </TextLink>
              {one.state !== "open" && <DocumentState state={one.state} />}
              {one.isClaimed && <GiveBack projectId={projectId} documentId={one.id} title={one.title} />}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

type GiveBackProps = { readonly projectId: string; readonly documentId: string; readonly title: string };

function GiveBack({ projectId, documentId, title }: GiveBackProps) {
  const t = useTranslations("rounds.mine");
  const router = useRouter();
  const { isBusy, error, run } = useRequest();
  const giveBack = () =>
    run(
      () => api(giveBackDocument, { params: { project: projectId, document: documentId }, body: {} }),
      () => {
        showToast({ tone: "success", happened: t("gaveBack") });
        router.refresh();
      },
    );
  return (
    <>
      <ConfirmDialog
        title={t("giveBackTitle")}
        description={t("giveBackText")}
        confirmLabel={t("giveBack")}
        onConfirm={() => void giveBack()}
        trigger={
          <IconButton
            size="sm"
            tooltip={false}
            busy={isBusy}
            className="ml-auto"
            label={t("giveBackOf", { title })}
            icon={<Undo2 aria-hidden className="size-4" />}
          />
        }
      />
      <RequestError error={error} />
    </>
  );
}
