"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { useReader } from "./reader-context";
import { addressOfSet } from "./use-reader-page";

/** Whose work is open, where there is a gold to see: one's own or the gold. The address keeps it. */
export function SetSwitch({ isCoder }: { isCoder: boolean }) {
  const t = useTranslations("reader.gold");
  const router = useRouter();
  const { session } = useReader();
  const { gold, work } = session.seed.state;
  if (gold === "none") return null;
  return (
    <SegmentedControl
      label={t("switch")}
      size="sm"
      value={work}
      onValueChange={(next) => router.replace(addressOfSet(session.place, next))}
      options={[
        { value: "mine", label: t(isCoder ? "mine" : "annotations") },
        { value: "gold", label: t("gold") },
      ]}
    />
  );
}
