import { Ban, CircleCheckBig, Clock, FileSearch, FileWarning, LoaderCircle } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { ImportResource } from "@/lib/contracts/imports";

const looks = {
  uploading: { tone: "warning", Icon: Clock },
  reading: { tone: "info", Icon: LoaderCircle },
  read: { tone: "warning", Icon: FileSearch },
  writing: { tone: "info", Icon: LoaderCircle },
  finished: { tone: "success", Icon: CircleCheckBig },
  cancelled: { tone: "neutral", Icon: Ban },
  failed: { tone: "danger", Icon: FileWarning },
} as const satisfies Record<
  ImportResource["state"],
  { tone: NonNullable<BadgeProps["tone"]>; Icon: typeof Ban }
>;

/** The way back to an import that was begun, and to the report of one that has ended. */
export function EarlierImports(props: { projectId: string; imports: readonly ImportResource[] }) {
  const { projectId, imports } = props;
  const t = useTranslations("imports.earlier");
  const format = useFormatter();
  if (imports.length === 0) return null;
  return (
    <Card title={t("title")} className="mt-8">
      <ul className="grid divide-y divide-line">
        {imports.map(({ id, state, files, counts, createdAt }) => {
          const { tone, Icon } = looks[state];
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 text-sm">
              <TextLink href={`/projects/${projectId}/documents/import?import=${id}`} prefetch={false}>
                {t("open", {
                  when: format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" }),
                })}
              </TextLink>
              <span className="text-soft">{t("summary", { files, documents: counts.new })}</span>
              <span className="ml-auto">
                <Badge tone={tone} icon={<Icon aria-hidden className="size-3" />}>
                  {t(state)}
                </Badge>
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
