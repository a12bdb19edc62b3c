"use client";

import { Ban, CopyPlus, type LucideIcon, Pencil, Pin, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { QueueItem } from "@/lib/client/adjudication-board";
import { useAdjudication } from "./adjudication-context";

type Action = {
  readonly name: "takeAll" | "neither" | "keep" | "drop" | "edit" | "skip";
  readonly keys: string;
  readonly cap: string;
  readonly Icon?: LucideIcon;
  readonly isOffered: boolean;
  readonly run: () => void;
};

/** What else can be done with an item than to take one version of it. */
export function ItemActions({ item }: { item: QueueItem }) {
  const t = useTranslations("adjudication.item");
  const session = useAdjudication();
  if (!session.mayAct) return null;
  const isWork = item.origin === "work";
  const ids = item.versions.map(({ id }) => id);
  const actions: readonly Action[] = [
    {
      ...{ name: "keep", keys: "g", cap: "G", Icon: Pin },
      isOffered: session.mayKeep,
      run: () => session.keepGold(),
    },
    {
      ...{ name: "takeAll", keys: "b", cap: "B", Icon: CopyPlus },
      isOffered: isWork && ids.length > 1,
      run: () => session.take(ids),
    },
    {
      ...{ name: "neither", keys: "x", cap: "X", Icon: Ban },
      isOffered: isWork,
      run: () => session.takeNeither(),
    },
    {
      ...{ name: "edit", keys: "e", cap: "E", Icon: Pencil },
      isOffered: true,
      run: () => session.edit(),
    },
    {
      ...{ name: "drop", keys: "Delete", cap: "Del", Icon: Trash2 },
      isOffered: !isWork,
      run: () => session.dropGold(),
    },
    {
      ...{ name: "skip", keys: "s", cap: "S" },
      isOffered: true,
      run: () => session.step(1),
    },
  ];
  return (
    <div className="adjudication-actions flex flex-wrap gap-1.5">
      {actions
        .filter(({ isOffered }) => isOffered)
        .map(({ name, keys, cap, Icon, run }) => (
          <Button
            key={name}
            size="sm"
            variant={name === "skip" ? "ghost" : "secondary"}
            aria-keyshortcuts={keys}
            {...(Icon ? { icon: <Icon aria-hidden className="size-4" /> } : {})}
            onClick={run}
          >
            {t(name)} <Kbd>{cap}</Kbd>
          </Button>
        ))}
    </div>
  );
}
