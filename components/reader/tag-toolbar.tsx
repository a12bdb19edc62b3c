"use client";

import { Command as CommandIcon, Keyboard, Redo2, TextCursor, Undo2, WholeWord } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { isApple, keyCaps } from "@/lib/client/keys";
import { useSignal } from "@/lib/client/signal";
import { isDone } from "@/lib/domain/workflow/assignment-state";
import { useReader } from "./reader-context";

const never = () => () => {};

/** Key caps as this computer prints them; the server can't know, so it prints the others'. */
export function useKeyCaps(): (combination: string) => string[] {
  const isMac = useSyncExternalStore(never, isApple, () => false);
  return (combination) => keyCaps(combination, isMac);
}

/** The tags with their keys, undo, and the switches. Pressing a button keeps the selection in the text. */
export function TagToolbar() {
  const t = useTranslations("reader");
  const { session, view } = useReader();
  const caps = useKeyCaps();
  const keptTag = useSignal(session.keptTag);
  const undoTitle = useSignal(session.history.undoTitle);
  const redoTitle = useSignal(session.history.redoTitle);
  const isCaretOn = useSignal(view.isCaretOn);
  const snaps = useSignal(view.snapsToTokens);
  const myState = useSignal(session.myState);
  const selectedId = useSignal(session.selectedId);
  const selection = useSignal(session.selection);
  const tags = session.store.scheme.tags.filter((tag) => tag.appliesTo === "span" && !tag.retired);
  const mayTag = session.seed.mayAnnotate && !isDone(myState);
  const acts = selection !== null || selectedId !== null;

  return (
    <div className="reader-toolbar" role="toolbar" aria-label={t("toolbar.label")} data-reader-part="tags">
      <div className="flex flex-wrap items-center gap-1">
        {tags.map((tag) => (
          <button
            key={tag.key}
            type="button"
            data-tag={tag.key}
            className="reader-tag-button"
            data-helper={tag.isHelper || undefined}
            aria-pressed={keptTag === tag.key}
            aria-keyshortcuts={tag.hotkey}
            aria-label={acts ? t("toolbar.apply", { tag: tag.title }) : t("toolbar.keep", { tag: tag.title })}
            disabled={!mayTag}
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => {
              if (acts && !event.shiftKey) view.applyTag(tag.key);
              else view.keepTag(tag.key);
            }}
          >
            <span className="reader-tag-line" aria-hidden />
            {tag.title}
            <Kbd>{tag.hotkey.toUpperCase()}</Kbd>
          </button>
        ))}
      </div>
      <div className="ml-auto flex items-center gap-0.5">
        <IconButton
          label={undoTitle ? t("toolbar.undo", { title: t(`titles.${undoTitle}`) }) : t("commands.undo")}
          icon={<Undo2 aria-hidden className="size-4" />}
          keys={caps("Mod+z")}
          size="sm"
          disabled={undoTitle === null || !mayTag}
          onClick={() => view.session.undo()}
        />
        <IconButton
          label={redoTitle ? t("toolbar.redo", { title: t(`titles.${redoTitle}`) }) : t("commands.redo")}
          icon={<Redo2 aria-hidden className="size-4" />}
          keys={caps("Mod+Shift+z")}
          size="sm"
          disabled={redoTitle === null || !mayTag}
          onClick={() => view.session.redo()}
        />
        <IconButton
          label={t("toolbar.tokens")}
          icon={<WholeWord aria-hidden className="size-4" />}
          size="sm"
          aria-pressed={snaps}
          onClick={() => view.snapsToTokens.set(!snaps)}
        />
        <IconButton
          label={t("toolbar.caret")}
          icon={<TextCursor aria-hidden className="size-4" />}
          keys={caps("F2")}
          size="sm"
          aria-pressed={isCaretOn}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => view.isCaretOn.set(!isCaretOn)}
        />
        <IconButton
          label={t("toolbar.more")}
          icon={<CommandIcon aria-hidden className="size-4" />}
          keys={caps("Mod+k")}
          size="sm"
          onClick={() => view.panel.set("palette")}
        />
        <IconButton
          label={t("toolbar.help")}
          icon={<Keyboard aria-hidden className="size-4" />}
          keys={caps("?")}
          size="sm"
          onClick={() => view.panel.set("help")}
        />
      </div>
    </div>
  );
}
