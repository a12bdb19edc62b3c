"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import type { AlignedItem } from "@/lib/domain/adjudication/item";
import type { Annotation } from "@/lib/domain/annotation/annotation";
import { attributesOf, relationTypeOf, tagOf } from "@/lib/domain/scheme/scheme";
import { hull, type Span } from "@/lib/domain/span/span";
import { sliceCodePoints } from "@/lib/domain/text/offsets";
import { wordsAround } from "@/lib/domain/text/words-around";
import { useReader } from "../reader/reader-context";
import { useAdjudication } from "./adjudication-context";
import { wordsOf } from "./words-of";

/** Characters of text shown around a boundary that is in dispute. */
const CONTEXT = 24;
const WORDS_MAX = 320;

/** What one version says, with just those parts marked in which versions differ. */
export function VersionBody({ item, version }: { item: AlignedItem; version: Annotation }) {
  const t = useTranslations("adjudication");
  const session = useAdjudication();
  const { scheme, board } = session;
  const differs = (kind: AlignedItem["differences"][number]) => item.differences.includes(kind);
  const title =
    version.kind === "relation"
      ? relationTypeOf(scheme, version.tag)?.title
      : tagOf(scheme, version.tag)?.title;
  const attributes = attributesOf(scheme, version.kind, version.tag);
  const entity =
    version.kind === "span" && version.entityId !== null ? board.entities.get(version.entityId) : null;
  return (
    <div className="grid gap-1.5 text-sm">
      <p>
        <Part isDifferent={differs("tag")}>
          <span data-tag={version.kind === "relation" ? undefined : version.tag} className="adjudication-tag">
            {title ?? version.tag}
          </span>
        </Part>
      </p>
      {version.kind === "span" && (
        <Words item={item} spans={version.spans} isDifferent={differs("boundary")} />
      )}
      {version.kind === "relation" && (
        <p className="font-serif" dir="auto">
          <Part isDifferent={differs("relation")}>{wordsOf(session, version)}</Part>
        </p>
      )}
      {version.kind === "document" && <p className="text-soft">{t("item.document")}</p>}
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5 text-xs">
        {attributes
          .filter(({ key }) => version.attributes[key] !== undefined || item.attributes.includes(key))
          .map((attribute) => (
            <div key={attribute.key} className="contents">
              <dt className="text-soft">{attribute.title}</dt>
              <dd>
                <Part isDifferent={item.attributes.includes(attribute.key)}>
                  {valueTitle(attribute, version.attributes[attribute.key])}
                </Part>
              </dd>
            </div>
          ))}
        {(entity || differs("entity")) && (
          <div className="contents">
            <dt className="text-soft">{t("item.entity")}</dt>
            <dd dir="auto">
              <Part isDifferent={differs("entity")}>{entity?.name ?? t("item.noEntity")}</Part>
            </dd>
          </div>
        )}
        {version.note && (
          <div className="contents">
            <dt className="text-soft">{t("item.note")}</dt>
            <dd dir="auto" className="break-words">
              {version.note}
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}

function valueTitle(
  attribute: ReturnType<typeof attributesOf>[number],
  value: string | boolean | undefined,
): string {
  if (value === undefined || value === false) return "–";
  if (value === true) return "✓";
  const choice = attribute.type === "choice" ? attribute.values.find(({ key }) => key === value) : undefined;
  return choice?.title ?? value;
}

/** Something that differs is boxed, and said to those who don't see the box. */
function Part({ isDifferent, children }: { isDifferent: boolean; children: ReactNode }) {
  const t = useTranslations("adjudication");
  if (!isDifferent) return children;
  return (
    <span className="adjudication-differs">
      {children}
      <span className="sr-only"> ({t("differs")})</span>
    </span>
  );
}

/** The words that any version covers, those of this version strong: what is in one and not in another shows at once. */
function Words({
  item,
  spans,
  isDifferent,
}: {
  item: AlignedItem;
  spans: readonly Span[];
  isDifferent: boolean;
}) {
  const { store } = useReader().session;
  const all = hull(item.versions.flatMap((one) => (one.kind === "span" ? one.spans : []))) ?? {
    start: 0,
    end: 0,
  };
  const around = isDifferent ? wordsAround(store, all, CONTEXT) : all;
  const pieces = piecesOf(around, spans);
  const isLong = around.end - around.start > WORDS_MAX;
  return (
    <p className={classNames("font-serif leading-snug", isLong && "max-h-40 overflow-y-auto")} dir="auto">
      {isDifferent && around.start > 0 && <span className="text-faint">…&nbsp;</span>}
      {pieces.map(({ start, end, isCovered }) => {
        const words = sliceCodePoints(store.text, store.map, start, end);
        return isCovered ? (
          <mark key={start} className="adjudication-words" data-differs={isDifferent || undefined}>
            {words}
          </mark>
        ) : (
          <span key={start} className="text-faint">
            {words}
          </span>
        );
      })}
      {isDifferent && around.end < store.map.length && <span className="text-faint">&nbsp;…</span>}
    </p>
  );
}

function piecesOf(around: Span, spans: readonly Span[]): (Span & { isCovered: boolean })[] {
  const pieces: (Span & { isCovered: boolean })[] = [];
  let at = around.start;
  for (const { start, end } of spans) {
    if (start > at) pieces.push({ start: at, end: start, isCovered: false });
    pieces.push({ start, end, isCovered: true });
    at = end;
  }
  if (at < around.end) pieces.push({ start: at, end: around.end, isCovered: false });
  return pieces;
}
