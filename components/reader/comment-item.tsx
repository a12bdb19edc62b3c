"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { TextLink } from "@/components/ui/text-link";
import { ApiError } from "@/lib/client/api";
import { linkedText } from "@/lib/client/linked-text";
import { showToast } from "@/lib/client/toasts";
import type { CommentResource } from "@/lib/contracts/threads";
import { CommentForm } from "./comment-form";
import { useReader } from "./reader-context";

/** What somebody said: plain text, with addresses to follow. */
export function CommentItem({ comment, setId }: { comment: CommentResource; setId: string | null }) {
  const t = useTranslations("threads");
  const format = useFormatter();
  const { session } = useReader();
  const [isEditing, setEditing] = useState(false);
  const { seed, discussion } = session;
  const isMine = comment.createdBy === seed.userId;
  const name = comment.createdByName ?? t("somebody");

  async function remove(): Promise<void> {
    try {
      await discussion.remove(comment);
    } catch (error) {
      if (error instanceof ApiError)
        showToast({ tone: "danger", happened: t("removeFailed"), next: error.message });
      else throw error;
    }
  }

  if (comment.deletedAt !== null)
    return <li className="text-faint text-xs italic">{t("removed", { name })}</li>;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-2 text-sm">
      <Avatar name={name} size="sm" />
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold wrap-anywhere">{name}</span>
        <time dateTime={comment.createdAt} className="text-faint text-xs">
          {format.dateTime(new Date(comment.createdAt), { dateStyle: "medium", timeStyle: "short" })}
          {comment.editedAt !== null && ` · ${t("edited")}`}
        </time>
      </p>
      {(isMine || seed.mayModerate) && seed.mayComment && (
        <Menu
          trigger={
            <IconButton
              label={t("actions", { name })}
              icon={<Ellipsis aria-hidden className="size-4" />}
              size="sm"
              tooltip={false}
            />
          }
        >
          {isMine && (
            <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setEditing(true)}>
              {t("edit")}
            </MenuItem>
          )}
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => void remove()}>
            {t("remove")}
          </MenuItem>
        </Menu>
      )}
      <div className="col-span-2 col-start-2">
        {isEditing ? (
          <CommentForm
            label={t("edit")}
            sendLabel={t("save")}
            setId={setId}
            draftKey={`edit ${comment.id}`}
            initial={comment.text}
            focuses
            send={async ({ text, mentions }) => {
              await discussion.edit(comment, text, mentions);
              setEditing(false);
            }}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
            {linkedText(comment.text).map(({ text, href }, at) =>
              href === null ? (
                text
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other name
                <TextLink key={at} href={href} target="_blank" rel="noopener noreferrer nofollow">
                  {text}
                </TextLink>
              ),
            )}
          </p>
        )}
      </div>
    </li>
  );
}
