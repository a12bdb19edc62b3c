"use client";

import { MessageSquare, MessageSquarePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import type { Mark } from "@/lib/client/block-views";
import { useSignal } from "@/lib/client/signal";
import { useReader } from "./reader-context";

/** The conversations about one annotation, the way to begin one, and its address. */
export function AnnotationTalk({ mark }: { mark: Mark }) {
  const t = useTranslations("threads");
  const { session, view } = useReader();
  const threads = useSignal(session.discussion.threads).filter(
    ({ annotationId }) => annotationId === mark.id,
  );
  const link =
    typeof window === "undefined"
      ? ""
      : `${window.location.origin}${window.location.pathname}?annotation=${mark.id}`;
  return (
    <div className="flex flex-wrap gap-1">
      {threads.map((thread) => (
        <Button
          key={thread.id}
          size="sm"
          variant={thread.unread > 0 ? "primary" : "secondary"}
          icon={<MessageSquare aria-hidden className="size-4" />}
          onClick={() => view.talk.open(thread)}
        >
          {t("comments", { count: thread.comments.filter(({ deletedAt }) => deletedAt === null).length })}
        </Button>
      ))}
      {session.seed.mayComment && (
        <Button
          size="sm"
          variant="ghost"
          icon={<MessageSquarePlus aria-hidden className="size-4" />}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => view.talk.begin()}
        >
          {t("comment")}
        </Button>
      )}
      <CopyButton variant="ghost" label={t("copyLink")} text={link} />
    </div>
  );
}
