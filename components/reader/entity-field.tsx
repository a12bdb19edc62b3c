"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { uuidv7 } from "uuidv7";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { api } from "@/lib/client/api";
import type { Mark } from "@/lib/client/block-views";
import { createEntity } from "@/lib/contracts/entities";
import type { EntityKind } from "@/lib/domain/scheme/scheme";
import { useReader } from "./reader-context";

/** Which actor, event, utterance, place or time of the project a mention stands for. */
export function EntityField({ mark, kind }: { mark: Mark; kind: EntityKind }) {
  const t = useTranslations("reader.panel.entity");
  const { session, view } = useReader();
  const [error, setError] = useState<string | null>(null);
  const { entities } = session.store;
  const options = [...entities]
    .filter(([, entity]) => entity.kind === kind)
    .map(([id, entity]) => ({ value: id, label: entity.name }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const current = mark.entityId === null ? undefined : entities.get(mark.entityId);

  async function create(name: string): Promise<void> {
    setError(null);
    const id = uuidv7();
    try {
      const set = session.isGold ? ({ set: "gold" } as const) : {};
      await api(createEntity, {
        params: { project: session.place.projectId },
        body: { id, kind, name, ...set },
      });
    } catch (refused) {
      setError(refused instanceof Error ? refused.message : t("failed"));
      return;
    }
    entities.set(id, { kind, name });
    view.setEntity(mark, id);
  }

  return (
    <Field label={t(kind)} {...(error ? { error } : {})}>
      {(control) => (
        <div className="flex items-center gap-1">
          <div className="min-w-0 flex-1">
            <Combobox
              control={control}
              options={options}
              value={mark.entityId}
              onValueChange={(id) => view.setEntity(mark, id)}
              placeholder={t("choose")}
              searchLabel={t("search")}
              create={{ label: (name) => t("create", { name }), run: (name) => void create(name) }}
            />
          </div>
          {mark.entityId !== null && (
            <IconButton
              label={t("remove", { name: current?.name ?? "" })}
              icon={<X aria-hidden className="size-4" />}
              size="sm"
              onClick={() => view.setEntity(mark, null)}
            />
          )}
        </div>
      )}
    </Field>
  );
}
