"use client";

import { useFormatter } from "next-intl";

/** A point in time as its reader's clock shows it. */
export function Moment({ at, dateOnly = false }: { at: string; dateOnly?: boolean }) {
  const format = useFormatter();
  const shown = format.dateTime(
    new Date(at),
    dateOnly ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" },
  );
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {shown}
    </time>
  );
}
