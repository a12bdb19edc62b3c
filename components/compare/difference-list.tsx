"use client";

import { useTranslations } from "next-intl";
import { VirtualList } from "@/components/ui/virtual-list";
import { useSignal } from "@/lib/client/signal";
import { tagTitle, wordsOf } from "@/lib/client/version-facts";
import { relationTypeOf, tagOf } from "@/lib/domain/scheme/scheme";
import { useCompare } from "./compare-context";

const ROW_PX = 56;

/** The differences in the order of the text: for those who can't see the marks, the way through them. */
export function DifferenceList() {
  const t = useTranslations("compare");
  const view = useCompare();
  const { store } = view.session;
  const wanted = useSignal(view.wanted);
  const focusedId = useSignal(view.focusedId);
  const at = wanted.findIndex(({ versions }) => versions.some(({ id }) => id === focusedId));
  if (wanted.length === 0) return <p className="p-4 text-soft text-sm">{t("noDifference")}</p>;
  return (
    <VirtualList
      label={t("list")}
      items={wanted}
      rowPx={ROW_PX}
      at={at}
      onGo={({ versions: [version] }) => version && view.open(version.id)}
      rowOf={(item) => {
        const differences = item.differences.map((kind) => t(`differenceKinds.${kind}`));
        const [first] = item.versions;
        const words = first ? wordsOf(store, first.id) : "";
        const title = first ? tagTitle(store.scheme, first) : "";
        const tag = first?.tag ?? "";
        const code = tagOf(store.scheme, tag)?.code ?? relationTypeOf(store.scheme, tag)?.title;
        return {
          key: item.id,
          label: `${title}: ${words}. ${differences.join(", ")}`,
          tag,
          className: "reader-row compare-list-row",
          content: (
            <>
              <span className="reader-code">{code?.slice(0, 2) ?? "?"}</span>
              <span className="min-w-0">
                <span className="block truncate" dir="auto">
                  {words || title}
                </span>
                <span className="block truncate text-soft text-xs">{differences.join(" · ")}</span>
              </span>
            </>
          ),
        };
      }}
    />
  );
}
