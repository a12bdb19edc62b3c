"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { uuidv7 } from "uuidv7";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import type { KnownEntity } from "@/lib/client/annotation-store";
import { api } from "@/lib/client/api";
import { entityOptions } from "@/lib/client/entity-options";
import { createEntity } from "@/lib/contracts/entities";
import type { EntityKind } from "@/lib/domain/scheme/scheme";
import { useReader } from "./reader-context";

type EntityFieldProps = {
  readonly kind: EntityKind;
  readonly value: string | null;
  readonly onValueChange: (id: string | null) => void;
  /** What there is to choose from; a new one is added to it. */
  readonly entities: Map<string, KnownEntity>;
  /** The set that the mark is in; null before it is made. */
  readonly setId: string | null;
  /** Whether a new one is the gold's. */
  readonly isGold: boolean;
  /** Takes a new one that is made later, with what is being worded. Without it a new one is made at once. */
  readonly onNamed?: (entity: {
    readonly id: string;
    readonly kind: EntityKind;
    readonly name: string;
  }) => void;
};

/** Which actor, event, utterance, place or time of the project a mention stands for. */
export function EntityField(props: EntityFieldProps) {
  const { kind, value, onValueChange, entities, setId, isGold, onNamed } = props;
  const t = useTranslations("reader.panel.entity");
  const { place } = useReader().session;
  const [error, setError] = useState<string | null>(null);
  const offered = entityOptions(entities, { kind, setId, chosen: value });
  const current = value === null ? undefined : entities.get(value);

  async function create(name: string): Promise<void> {
    setError(null);
    const id = uuidv7();
    if (onNamed) return onNamed({ id, kind, name });
    try {
      const set = isGold ? ({ set: "gold" } as const) : {};
      const {
        setId: own,
        aliases,
        identifiers,
      } = await api(createEntity, {
        params: { project: place.projectId },
        body: { id, kind, name, ...set },
      });
      entities.set(id, { setId: own, kind, name, aliases, identifiers });
    } catch (refused) {
      setError(refused instanceof Error ? refused.message : t("failed"));
      return;
    }
    onValueChange(id);
  }

  return (
    <Field label={t(kind)} {...(error ? { error } : {})}>
      {(control) => (
        <div className="flex items-center gap-1">
          <div className="min-w-0 flex-1">
            <Combobox
              control={control}
              options={offered.options.map(({ hint, ...one }) => (hint ? { ...one, hint } : one))}
              value={offered.value}
              onValueChange={onValueChange}
              placeholder={t("choose")}
              searchLabel={t("search")}
              create={{ label: (name) => t("create", { name }), run: (name) => void create(name) }}
            />
          </div>
          {value !== null && (
            <IconButton
              label={t("remove", { name: current?.name ?? "" })}
              icon={<X aria-hidden className="size-4" />}
              size="sm"
              onClick={() => onValueChange(null)}
            />
          )}
        </div>
      )}
    </Field>
  );
}
