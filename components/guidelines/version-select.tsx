"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { Select } from "@/components/ui/select";
import type { GuidelineVersionSummary } from "@/lib/contracts/guidelines";

type VersionSelectProps = {
  projectId: string;
  number: number;
  versions: readonly GuidelineVersionSummary[];
};

/** Leads to any version of the guidelines. */
export function VersionSelect({ projectId, number, versions }: VersionSelectProps) {
  const t = useTranslations("guidelines");
  const format = useFormatter();
  const router = useRouter();
  return (
    <Select
      aria-label={t("versions")}
      className="max-w-64"
      value={number}
      onChange={({ target }) => {
        const isNewest = Number(target.value) === versions[0]?.number;
        const here = `/projects/${projectId}/guidelines`;
        router.push(isNewest ? here : `${here}?number=${target.value}`);
      }}
    >
      {versions.map((version) => (
        <option key={version.number} value={version.number}>
          {t("versionOption", {
            number: version.number,
            date: format.dateTime(new Date(version.createdAt), { dateStyle: "medium" }),
            who: version.createdByName ?? "—",
          })}
        </option>
      ))}
    </Select>
  );
}
