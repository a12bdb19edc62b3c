"use client";

import { Check, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { AttachCaseDialog } from "@/components/guidelines/attach-case-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { quoteOf } from "@/lib/client/block-views";
import { showToast } from "@/lib/client/toasts";
import { useRequest } from "@/lib/client/use-request";
import type { ThreadResource } from "@/lib/contracts/threads";
import { CommentForm } from "./comment-form";
import { CommentItem } from "./comment-item";
import { useReader } from "./reader-context";

/** One conversation: what it is about, what was said, and the way to answer. */
export function ThreadCard({ thread, isOpen }: { thread: ThreadResource; isOpen: boolean }) {
  const t = useTranslations("threads");
  const { session, view } = useReader();
  const { discussion, seed } = session;
  const card = useRef<HTMLElement>(null);
  const { isBusy, error, run } = useRequest();

  useEffect(() => {
    if (isOpen) card.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  // What is in sight has been read, in a moment's time.
  useEffect(() => {
    if (!isOpen || thread.unread === 0) return;
    const timer = setTimeout(() => {
      discussion.markRead(thread).catch(() => {
        // It stays unread, and is marked the next time it is looked at.
      });
    }, 800);
    return () => clearTimeout(timer);
  }, [isOpen, thread, discussion]);
  useEffect(() => {
    if (error) showToast({ tone: "danger", happened: t("moveFailed"), next: error.message });
  }, [error, t]);

  return (
    <article
      ref={card}
      aria-label={t("conversation")}
      className="reader-thread"
      data-open={isOpen || undefined}
    >
      <header className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          className="min-w-0 flex-1 text-start"
          aria-expanded={isOpen}
          onClick={() => (isOpen ? view.talk.threadId.set(null) : view.talk.open(thread))}
        >
          <About thread={thread} />
        </button>
        {thread.unread > 0 && <Badge tone="accent">{t("unread", { count: thread.unread })}</Badge>}
        {thread.state === "resolved" && <Badge tone="success">{t("resolved")}</Badge>}
      </header>
      {isOpen ? (
        <>
          <ol className="grid gap-3">
            {thread.comments.map((comment) => (
              <CommentItem key={comment.id} comment={comment} setId={thread.setId} />
            ))}
          </ol>
          {seed.mayComment && (
            <CommentForm
              label={t("reply")}
              sendLabel={t("send")}
              setId={thread.setId}
              draftKey={thread.id}
              send={(comment) => discussion.reply(thread.id, comment)}
            />
          )}
          <div className="flex flex-wrap gap-1">
            {seed.mayComment && (
              <Button
                size="sm"
                variant="ghost"
                busy={isBusy}
                icon={
                  thread.state === "open" ? (
                    <Check aria-hidden className="size-4" />
                  ) : (
                    <RotateCcw aria-hidden className="size-4" />
                  )
                }
                onClick={() => void run(() => discussion.move(thread))}
              >
                {thread.state === "open" ? t("resolve") : t("reopen")}
              </Button>
            )}
            {seed.mayModerate && (
              <AttachCaseDialog projectId={seed.projectId} about={{ threadId: thread.id }} />
            )}
            <CopyButton variant="ghost" label={t("copyLink")} text={linkTo(thread.id)} />
          </div>
        </>
      ) : (
        <LastWords thread={thread} />
      )}
    </article>
  );
}

const linkTo = (thread: string): string => {
  if (typeof window === "undefined") return "";
  return `${window.location.origin}${window.location.pathname}?thread=${thread}`;
};

function About({ thread }: { thread: ThreadResource }) {
  const t = useTranslations("threads");
  const { store } = useReader().session;
  if (thread.annotationId === null && thread.start === null && thread.quote !== "")
    return (
      <span className="block">
        <span className="block text-soft text-xs">{t("textChanged")}</span>
        <span className="block truncate font-serif text-soft text-sm" dir="auto" title={thread.quote}>
          <del>{thread.quote}</del>
        </span>
      </span>
    );
  if (thread.annotationId === null && thread.start === null)
    return <span className="text-soft text-xs">{t("wholeDocument")}</span>;
  const mark = store.mark(thread.annotationId) ?? store.get(thread.annotationId ?? "");
  const quote = mark?.kind === "span" ? quoteOf(mark) : thread.quote;
  return (
    <span className="block truncate font-serif text-sm" dir="auto" title={quote}>
      {thread.annotationId !== null && mark && (
        <span
          data-tag={mark.tag}
          className="me-1.5 rounded-sm bg-(--tag-tint) px-1 font-mono text-[0.6875rem] text-(--tag-text)"
        >
          {mark.tag}
        </span>
      )}
      {quote || t("removedAnnotation")}
    </span>
  );
}

/** What was said last, for a conversation that is folded up. */
function LastWords({ thread }: { thread: ThreadResource }) {
  const t = useTranslations("threads");
  const said = thread.comments.filter(({ deletedAt }) => deletedAt === null);
  const last = said.at(-1);
  if (!last) return null;
  return (
    <p className="truncate text-soft text-xs" dir="auto">
      <span className="font-semibold">{last.createdByName ?? t("somebody")}</span> {last.text}
      {said.length > 1 && <span className="sr-only"> {t("comments", { count: said.length })}</span>}
    </p>
  );
}
