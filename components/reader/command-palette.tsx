"use client";

import { Command as Cmdk } from "cmdk";
import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { type Command, commandGroups, type ReaderPage } from "@/lib/client/reader-commands";
import { useSignal } from "@/lib/client/signal";
import { useReader } from "./reader-context";
import { useKeyCaps } from "./tag-toolbar";

/** What a command is called: from the messages, or for a tag with the scheme's own word. */
export function useCommandTitle(): (command: Command) => string {
  const t = useTranslations("reader.commands");
  return ({ title }) => {
    if ("isTaken" in title) return t("take", { letter: title.text });
    if ("text" in title) return t(title.isKept ? "keep" : "apply", { tag: title.text });
    // The registry's ids are the keys of these messages; a test reads both.
    return t(title.key as Parameters<typeof t>[0]);
  };
}

export function CommandPalette({ commands, page }: { commands: readonly Command[]; page: ReaderPage }) {
  const t = useTranslations("reader");
  const { view } = useReader();
  const titleOf = useCommandTitle();
  const caps = useKeyCaps();
  const isOpen = useSignal(view.panel) === "palette";
  const available = isOpen
    ? commands.filter((command) => command.id !== "palette" && command.when(page))
    : [];

  return (
    <Dialog
      title={t("palette.title")}
      open={isOpen}
      onOpenChange={(open) => view.panel.set(open ? "palette" : null)}
    >
      <Cmdk label={t("palette.title")} className="grid gap-2">
        <Cmdk.Input placeholder={t("palette.search")} className="control w-full px-3 py-1.5" />
        <Cmdk.List className="max-h-[50dvh] overflow-y-auto">
          <Cmdk.Empty className="px-2 py-4 text-soft">{t("palette.none")}</Cmdk.Empty>
          {commandGroups
            .filter((group) => available.some((command) => command.group === group))
            .map((group) => (
              <Cmdk.Group key={group} heading={t(`groups.${group}`)} className="reader-palette-group">
                {available
                  .filter((command) => command.group === group)
                  .map((command) => (
                    <Cmdk.Item
                      key={command.id}
                      value={titleOf(command)}
                      onSelect={() => {
                        view.panel.set(null);
                        command.run(page);
                      }}
                      className="flex min-h-9 cursor-pointer items-center gap-3 rounded-sm px-2 text-sm data-[selected=true]:bg-accent-soft"
                    >
                      <span className="min-w-0 flex-1">{titleOf(command)}</span>
                      {command.keys.slice(0, 1).map((keys) => (
                        <span key={keys} className="flex gap-0.5">
                          {caps(keys).map((cap) => (
                            <Kbd key={cap}>{cap}</Kbd>
                          ))}
                        </span>
                      ))}
                    </Cmdk.Item>
                  ))}
              </Cmdk.Group>
            ))}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}
