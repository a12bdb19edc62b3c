import { useFormatter } from "next-intl";

const dayLength = "2025-02-12".length;

/** The day as the outlet wrote it: an evening in Tokyo is not moved to the reader's day. The moment is the tooltip. */
export function PublishedDay({ at }: { at: string }) {
  const format = useFormatter();
  const day = at.slice(0, dayLength);
  return (
    <time dateTime={at} title={at}>
      {format.dateTime(new Date(`${day}T00:00:00Z`), { timeZone: "UTC", dateStyle: "medium" })}
    </time>
  );
}
