"use client";

import { Bell } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import { followInbox, unreadCount } from "@/lib/client/inbox";
import { useSignal } from "@/lib/client/signal";

const SHOWN_MAX = 99;

/** The way to the inbox, with how much of it is unread, as it happens. */
export function InboxBell() {
  const t = useTranslations("inbox");
  const unread = useSignal(unreadCount) ?? 0;
  useEffect(() => followInbox(), []);
  const label = t("bell", { count: unread });
  return (
    <Tooltip text={label}>
      <Link
        href="/inbox"
        aria-label={label}
        className="relative grid size-(--control) place-items-center rounded-md text-soft hover:bg-sunken hover:text-ink"
      >
        <Bell aria-hidden className="size-4.5" />
        {unread > 0 && (
          <span
            aria-hidden
            data-fill
            className="absolute end-0 top-0 min-w-4 rounded-full bg-danger px-1 text-center font-semibold text-[0.625rem] text-surface leading-4"
          >
            {unread > SHOWN_MAX ? t("bellMany") : unread}
          </span>
        )}
      </Link>
    </Tooltip>
  );
}
