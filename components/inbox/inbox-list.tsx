"use client";

import { Inbox } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ApiError, api } from "@/lib/client/api";
import { inboxNews, unreadCount } from "@/lib/client/inbox";
import { useSignal } from "@/lib/client/signal";
import { showToast } from "@/lib/client/toasts";
import {
  listNotifications,
  markNotificationsRead,
  type NotificationKind,
  type NotificationResource,
  notificationKinds,
} from "@/lib/contracts/notifications";
import { NotificationItem } from "./notification-item";

export type InboxFilter = {
  readonly unread?: true;
  readonly kind?: NotificationKind;
  readonly project?: string;
};
type Page = { readonly items: readonly NotificationResource[]; readonly nextCursor: string | null };
type InboxListProps = {
  readonly first: Page;
  readonly filter: InboxFilter;
  readonly projects: readonly { readonly id: string; readonly name: string }[];
};

/** All that somebody should know of, newest first. What comes while it is open appears at the top. */
export function InboxList({ first, filter, projects }: InboxListProps) {
  const t = useTranslations("inbox");
  const [page, setPage] = useState(first);
  const unread = useSignal(unreadCount);
  const news = useSignal(inboxNews);
  const heard = useRef(news);
  const { unread: onlyUnread, ...narrowed } = filter;
  const query = { ...narrowed, ...(onlyUnread ? { unread: "true" } : {}) };

  const failed = (words: string) => (error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    showToast({ tone: "danger", happened: words, next: error.message });
  };
  async function refresh(): Promise<void> {
    const { items } = await api(listNotifications, { query: { ...query } });
    setPage((known) => {
      const fresh = new Set(items.map(({ id }) => id));
      return { ...known, items: [...items, ...known.items.filter(({ id }) => !fresh.has(id))] };
    });
  }
  // The line tells only how many are unread: what is new, or says something else now, is asked for. At its beginning
  // too, for it opens a moment after the page was made.
  useEffect(() => {
    if (news === heard.current) return;
    heard.current = news;
    refresh().catch(failed(t("failed")));
  });

  async function older(): Promise<void> {
    if (page.nextCursor === null) return;
    const next = await api(listNotifications, { query: { ...query, cursor: page.nextCursor } });
    setPage({ items: [...page.items, ...next.items], nextCursor: next.nextCursor });
  }
  async function read(asked: { ids: string[] } | { upTo: string }): Promise<void> {
    const readAt = new Date().toISOString();
    const isRead = ({ id }: NotificationResource) =>
      "ids" in asked ? asked.ids.includes(id) : id <= asked.upTo;
    const before = page;
    setPage({
      ...page,
      items: page.items.map((item) => (isRead(item) ? { ...item, readAt: item.readAt ?? readAt } : item)),
    });
    try {
      const answer = await api(markNotificationsRead, { body: asked });
      unreadCount.set(answer.unread);
    } catch (error) {
      setPage(before);
      failed(t("markFailed"))(error);
    }
  }

  const newest = page.items[0]?.id;
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <Filters filter={filter} projects={projects} />
        <Button
          disabled={newest === undefined || unread === 0}
          onClick={() => newest !== undefined && void read({ upTo: newest })}
        >
          {t("markAll")}
        </Button>
      </div>
      {page.items.length === 0 ? (
        <EmptyState icon={<Inbox />} title={isFiltered ? t("empty.filtered") : t("empty.title")}>
          {!isFiltered && t("empty.text")}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
          {page.items.map((item) => (
            <NotificationItem key={item.id} item={item} onRead={() => void read({ ids: [item.id] })} />
          ))}
        </ul>
      )}
      {page.nextCursor !== null && (
        <div className="mt-4 text-center">
          <Button onClick={() => void older().catch(failed(t("failed")))}>{t("older")}</Button>
        </div>
      )}
    </>
  );
}

function Filters({ filter, projects }: Pick<InboxListProps, "filter" | "projects">) {
  const t = useTranslations("inbox");
  const router = useRouter();
  const path = usePathname();

  function choose(name: "show" | "kind" | "project", value: string): void {
    const chosen = {
      show: filter.unread ? "unread" : "",
      kind: filter.kind ?? "",
      project: filter.project ?? "",
      [name]: value,
    };
    const next = new URLSearchParams(Object.entries(chosen).filter(([, one]) => one !== ""));
    router.replace(next.size > 0 ? `${path}?${next}` : path, { scroll: false });
  }

  return (
    <div className="flex flex-wrap gap-3">
      <Field label={t("show")}>
        {(control) => (
          <Select
            {...control}
            value={filter.unread ? "unread" : ""}
            onChange={(event) => choose("show", event.target.value)}
          >
            <option value="">{t("all")}</option>
            <option value="unread">{t("unread")}</option>
          </Select>
        )}
      </Field>
      <Field label={t("kind")}>
        {(control) => (
          <Select
            {...control}
            value={filter.kind ?? ""}
            onChange={(event) => choose("kind", event.target.value)}
          >
            <option value="">{t("everyKind")}</option>
            {notificationKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kinds.${kind}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("project")}>
        {(control) => (
          <Select
            {...control}
            value={filter.project ?? ""}
            onChange={(event) => choose("project", event.target.value)}
          >
            <option value="">{t("everyProject")}</option>
            {projects.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
