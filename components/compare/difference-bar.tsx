"use client";

import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { countKinds } from "@/lib/client/comparison";
import { useSignal } from "@/lib/client/signal";
import { differenceKinds } from "@/lib/domain/adjudication/item";
import { useKeyCaps } from "../reader/tag-toolbar";
import { useCompare } from "./compare-context";
import { TagOptions } from "./tag-options";

/** How much is agreed, how much differs and in what; the counts are filters. */
export function DifferenceBar() {
  const t = useTranslations("compare");
  const view = useCompare();
  const caps = useKeyCaps();
  const { items } = useSignal(view.comparison);
  const wanted = useSignal(view.wanted);
  const filter = useSignal(view.filter);
  const focusedId = useSignal(view.focusedId);
  const counts = countKinds(items, filter);
  const agreed = items.filter(({ differences }) => differences.length === 0).length;
  const at = wanted.findIndex(({ versions }) => versions.some(({ id }) => id === focusedId));

  return (
    <div
      className="reader-toolbar compare-bar"
      role="toolbar"
      aria-label={t("filters")}
      data-reader-part="tags"
    >
      <p className="whitespace-nowrap text-sm" role="status">
        <strong>{t("differences", { count: wanted.length })}</strong>{" "}
        <span className="text-soft">{t("agreed", { count: agreed })}</span>
      </p>
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">{t("kind")}</legend>
        {differenceKinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className="compare-kind"
            aria-pressed={filter.kind === kind}
            disabled={counts[kind] === 0 && filter.kind !== kind}
            onClick={() => view.narrow({ kind: filter.kind === kind ? "" : kind })}
          >
            {t(`differenceKinds.${kind}`)} <span className="tabular-nums">{counts[kind]}</span>
          </button>
        ))}
      </fieldset>
      <TagAndPerson />
      {filter.annotations.size > 0 && (
        <Button
          size="sm"
          icon={<X aria-hidden className="size-4" />}
          onClick={() => view.narrow({ annotations: new Set() })}
        >
          {t("onlyLinked", { count: filter.annotations.size })}
        </Button>
      )}
      <span className="compare-steps ml-auto flex items-center gap-1">
        <span className="text-faint text-sm tabular-nums">
          {at >= 0 && t("place", { at: at + 1, count: wanted.length })}
        </span>
        <IconButton
          label={t("previous")}
          keys={caps("p")}
          size="sm"
          icon={<ChevronUp aria-hidden className="size-4" />}
          onClick={() => view.step(-1)}
        />
        <IconButton
          label={t("next")}
          keys={caps("n")}
          size="sm"
          icon={<ChevronDown aria-hidden className="size-4" />}
          onClick={() => view.step(1)}
        />
      </span>
    </div>
  );
}

function TagAndPerson() {
  const t = useTranslations("compare");
  const view = useCompare();
  const { scheme } = view.session.store;
  const filter = useSignal(view.filter);
  const chosen = useSignal(view.chosen);
  return (
    <span className="flex gap-2">
      <Select
        aria-label={t("tag")}
        className="compare-select"
        value={filter.tag}
        onChange={(event) => view.narrow({ tag: event.target.value })}
      >
        <TagOptions scheme={scheme} />
      </Select>
      <Select
        aria-label={t("person")}
        className="compare-select"
        value={filter.set}
        onChange={(event) => view.narrow({ set: event.target.value })}
      >
        <option value="">{t("everybody")}</option>
        {chosen.map((id) => (
          <option key={id} value={id}>
            {view.setOf(id)?.name}
          </option>
        ))}
      </Select>
    </span>
  );
}
