"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Switch } from "@/components/ui/switch";
import { type Command, commandGroups } from "@/lib/client/reader-commands";
import { useSignal } from "@/lib/client/signal";
import { useCommandTitle } from "./command-palette";
import { useReader } from "./reader-context";
import { useKeyCaps } from "./tag-toolbar";

/** Every key of the page, from the registry that the keys themselves come from. */
export function HelpSheet({ commands }: { commands: readonly Command[] }) {
  const t = useTranslations("reader");
  const { view } = useReader();
  const titleOf = useCommandTitle();
  const caps = useKeyCaps();
  const isOpen = useSignal(view.panel) === "help";
  const hasLetterKeys = useSignal(view.hasLetterKeys);

  return (
    <Dialog
      title={t("help.title")}
      description={t("help.intro")}
      width="lg"
      open={isOpen}
      onOpenChange={(open) => view.panel.set(open ? "help" : null)}
    >
      <p className="text-sm text-soft">{t("help.caret")}</p>
      <Switch
        label={t("help.letterKeys")}
        checked={hasLetterKeys}
        onChange={() => view.hasLetterKeys.set(!hasLetterKeys)}
      />
      <div className="columns-1 gap-8 sm:columns-2">
        {commandGroups
          .filter((group) => commands.some((command) => command.group === group))
          .map((group) => (
            <section key={group} className="mb-5 break-inside-avoid">
              <h3 className="mb-1 font-serif font-semibold">{t(`groups.${group}`)}</h3>
              <dl>
                {commands
                  .filter((command) => command.group === group && command.keys.length > 0)
                  .map((command) => (
                    <div
                      key={command.id}
                      className="flex items-baseline justify-between gap-3 border-line border-t py-1 text-sm"
                    >
                      <dt>{titleOf(command)}</dt>
                      <dd className="flex shrink-0 flex-wrap justify-end gap-x-2 gap-y-1">
                        {command.keys.map((keys) => (
                          <span key={keys} className="flex gap-0.5">
                            {caps(keys).map((cap) => (
                              <Kbd key={cap}>{cap}</Kbd>
                            ))}
                          </span>
                        ))}
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  );
}
