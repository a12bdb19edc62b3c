"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { addressOf } from "@/lib/client/api";
import { exportProgress, type ProgressFigure } from "@/lib/contracts/progress";

type FigureCardProps = {
  readonly projectId: string;
  readonly round: string | undefined;
  readonly figure: ProgressFigure;
  readonly text: string;
  readonly children: ReactNode;
};

/** One figure with its file. */
export function FigureCard({ projectId, round, figure, text, children }: FigureCardProps) {
  const t = useTranslations("progress");
  const title = t(`${figure}.title`);
  return (
    <Card
      flush
      title={title}
      description={text}
      actions={
        <a
          href={addressOf(exportProgress, {
            params: { project: projectId },
            query: { figure, ...(round === undefined ? {} : { round }) },
          })}
          download
          aria-label={t("csvOf", { title })}
          className={buttonLook("secondary", "sm")}
        >
          <Download aria-hidden className="size-3.5" />
          {t("csv")}
        </a>
      }
    >
      {children}
    </Card>
  );
}
