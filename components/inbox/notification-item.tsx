"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/icon-button";
import type { NotificationResource } from "@/lib/contracts/notifications";
import { notificationLink } from "./notification-link";

type NotificationItemProps = {
  readonly item: NotificationResource;
  readonly onRead: () => void;
};

function sentenceOf({ kind, details, actorId }: NotificationResource) {
  if (kind === "reminder" && actorId === null) return details.isOverdue === true ? "overdue" : "due";
  if (kind === "resolved" && details.isReopened === true) return "taken";
  if (kind === "verdict" && details.isTakenBack === true) return "takenBack";
  return kind === "reopened" && details.isCorrected === true ? "textCorrected" : kind;
}

/** What happened in one sentence, the beginning of what was said, and the way to it. */
export function NotificationItem({ item, onRead }: NotificationItemProps) {
  const t = useTranslations("inbox");
  const format = useFormatter();
  const who = item.actorName ?? t("somebody");
  const isUnread = item.readAt === null;
  const { count, documents, round, dueAt } = item.details;
  const sentence = sentenceOf(item);
  return (
    <li
      className="relative flex gap-3 px-4 py-3 hover:bg-sunken data-unread:bg-accent-soft/40"
      data-unread={isUnread || undefined}
    >
      <Avatar name={who} size="sm" />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <Link
          href={notificationLink(item)}
          onClick={onRead}
          className={`wrap-anywhere underline-offset-4 after:absolute after:inset-0 hover:underline ${isUnread ? "font-semibold" : ""}`}
        >
          {isUnread && <span className="sr-only">{t("isUnread")}: </span>}
          {t.rich(`sentences.${sentence}`, {
            who: () => who,
            doc: () => item.documentTitle ?? t("aDocument"),
            count: typeof count === "number" ? count : 0,
            documents: typeof documents === "number" ? documents : 0,
            round: typeof round === "string" ? round : "",
            due: () =>
              typeof dueAt === "string"
                ? format.dateTime(new Date(dueAt), { dateStyle: "medium", timeZone: "UTC" })
                : "",
          })}
        </Link>
        {item.excerpt !== "" && (
          <p className="truncate text-sm text-soft" dir="auto">
            {item.excerpt}
          </p>
        )}
        <p className="text-faint text-xs">
          {t("inProject", { project: item.projectName })} ·{" "}
          <time dateTime={item.createdAt}>
            {format.dateTime(new Date(item.createdAt), { dateStyle: "medium", timeStyle: "short" })}
          </time>
        </p>
      </div>
      {isUnread && (
        <IconButton
          className="relative z-10"
          size="sm"
          label={t("markRead")}
          icon={<Check aria-hidden className="size-4" />}
          onClick={onRead}
        />
      )}
    </li>
  );
}
