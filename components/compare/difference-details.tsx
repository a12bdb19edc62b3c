"use client";

import { PencilLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { compareVerdictKeys } from "@/lib/client/compare-commands";
import { useSignal } from "@/lib/client/signal";
import { quoteParts, type VersionFact, versionFacts, wordsOf } from "@/lib/client/version-facts";
import type { AlignedItem } from "@/lib/domain/adjudication/item";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { ReviewSection } from "../review/review-section";
import { useCompare } from "./compare-context";
import { PersonSign } from "./person-sign";

/** The versions of the open item under one another, with what exactly differs. */
export function DifferenceDetails({ item }: { item: AlignedItem }) {
  const t = useTranslations("compare");
  const view = useCompare();
  const { store } = view.session;
  return (
    <div className="reader-details">
      <p className="flex flex-wrap items-center gap-1.5">
        {item.differences.length === 0 && <Badge tone="success">{t("allAgree")}</Badge>}
        {item.differences.map((kind) => (
          <Badge key={kind} tone="warning">
            {t(`differenceKinds.${kind}`)}
          </Badge>
        ))}
      </p>
      <ul className="compare-versions">
        {item.versions.map(({ id }) => {
          const version = store.get(id);
          return version && <Version key={id} item={item} version={version} />;
        })}
        {item.missing.map((setId) => (
          <li
            key={setId}
            className="flex items-center gap-2 rounded-md border border-edge/60 border-dashed px-3 py-2 text-sm"
          >
            <PersonSign setId={setId} />
            <span className="min-w-0 break-words">
              {t("saysNothing", { name: view.setOf(setId)?.name ?? "—" })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Version({ item, version }: { item: AlignedItem; version: StoredAnnotation }) {
  const t = useTranslations("compare");
  const view = useCompare();
  const focusedId = useSignal(view.focusedId);
  const set = view.setOf(version.setId);
  const isFocused = version.id === focusedId;
  const facts = versionFacts(view.session.store, item, version);
  return (
    <li
      className="compare-version"
      data-tag={version.tag}
      data-focused={isFocused || undefined}
      aria-current={isFocused || undefined}
    >
      <button
        type="button"
        className="flex w-full items-center gap-2 text-start"
        aria-label={t("turnTo", { name: set?.name ?? "—" })}
        onClick={() => view.open(version.id)}
      >
        <PersonSign setId={version.setId} />
        <span className="min-w-0 truncate font-semibold text-sm" dir="auto">
          {set?.isMine ? t("mine", { name: set.name }) : set?.name}
        </span>
      </button>
      <Quote item={item} version={version} />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
        {facts.map((fact) => (
          <Fact key={typeof fact.name === "string" ? fact.name : fact.name.attribute} fact={fact} />
        ))}
      </dl>
      <ReviewSection
        reviewing={view.reader.reviewing}
        annotation={version}
        keys={isFocused ? compareVerdictKeys : undefined}
      />
      {view.session.seed.mayCorrect && !set?.isMine && version.kind === "span" && (
        <Button
          size="sm"
          variant="ghost"
          icon={<PencilLine aria-hidden className="size-4" />}
          onClick={() => view.correctingId.set(version.id)}
        >
          {t("correct.open")}
          {isFocused && <Kbd>E</Kbd>}
        </Button>
      )}
    </li>
  );
}

/** Words that not every version covers stand out, and are named for who doesn't see it. */
function Quote({ item, version }: { item: AlignedItem; version: StoredAnnotation }) {
  const t = useTranslations("compare");
  const { store } = useCompare().session;
  const parts = quoteParts(item, version);
  if (version.kind !== "span")
    return (
      <p className="font-serif leading-snug" dir="auto">
        {wordsOf(store, version.id) || t("wholeDocument")}
      </p>
    );
  return (
    <p className="break-words font-serif leading-snug" dir="auto">
      {parts.map((span, at) => (
        <span key={span[0]?.start}>
          {at > 0 && " … "}
          {span.map(({ start, words, isOwn }) =>
            isOwn ? (
              <ins key={start} className="compare-own">
                {words}
              </ins>
            ) : (
              words
            ),
          )}
        </span>
      ))}
    </p>
  );
}

function Fact({ fact: { name, value, differs } }: { fact: VersionFact }) {
  const t = useTranslations("compare");
  return (
    <>
      <dt className="text-soft">
        {differs && (
          <span role="img" aria-label={t("differs")} className="mr-1 font-bold text-warning">
            ≠
          </span>
        )}
        {typeof name === "string" ? t(`facts.${name}`) : name.attribute}
      </dt>
      <dd className={differs ? "break-words font-semibold" : "break-words"} dir="auto">
        {value ?? t("nothingSaid")}
      </dd>
    </>
  );
}
