import "server-only";

/** A date in ISO 8601, with a note where less than what was given could be kept. */
export type IsoDate =
  | { readonly ok: true; readonly value: string; readonly note?: string }
  | { readonly ok: false };

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|z|[+-]\d{2}(?::?\d{2})?))?)?$/;
const mail =
  /^(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (\d{4})(?: (\d{2}):(\d{2})(?::(\d{2}))? (GMT|UTC?|Z|[+-]\d{4}))?$/;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

type Parts = {
  readonly date: readonly [year: number, month: number, day: number];
  readonly time: readonly [hour: string, minute: string, second: string, fraction: string] | null;
  readonly zone: string | null;
};

/**
 * Reads a date that can be read in one way only: ISO 8601, or the form of e-mail and RSS
 * ("Mon, 06 Jan 2025 10:00:00 GMT"). 03/04/2025 is not one. A time without a zone names no moment, so its
 * date alone is kept, with a note.
 */
export function isoDate(raw: string): IsoDate {
  const parts = isoParts(raw.trim()) ?? mailParts(raw.trim());
  if (!parts || !exists(parts.date)) return { ok: false };
  const [year, month, day] = parts.date;
  const date = `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
  if (!parts.time) return { ok: true, value: date };
  const [hour, minute, second, fraction] = parts.time;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return { ok: false };
  if (!parts.zone) {
    return { ok: true, value: date, note: `The time "${raw.trim()}" has no zone: only its date was kept.` };
  }
  const zone = isoZone(parts.zone);
  if (!zone) return { ok: false };
  const millis = fraction.slice(0, 3).padEnd(3, "0");
  return {
    ok: true,
    value: `${date}T${hour}:${minute}:${second}${millis === "000" ? "" : `.${millis}`}${zone}`,
  };
}

function isoParts(raw: string): Parts | null {
  const [, year, month, day, hour, minute, second = "00", fraction = "", zone] = iso.exec(raw) ?? [];
  if (!year) return null;
  const time = hour && minute ? ([hour, minute, second, fraction] as const) : null;
  return { date: [Number(year), Number(month), Number(day)], time, zone: zone ?? null };
}

function mailParts(raw: string): Parts | null {
  const [, day, name = "", year, hour, minute, second = "00", zone] = mail.exec(raw) ?? [];
  const month = months.indexOf(name.toLowerCase()) + 1;
  if (!day || month === 0) return null;
  const time = hour && minute ? ([hour, minute, second, ""] as const) : null;
  return { date: [Number(year), month, Number(day)], time, zone: zone ?? null };
}

function isoZone(raw: string): string | null {
  if (/^[A-Za-z]/.test(raw)) return "Z";
  const [, sign, hours = "", minutes = "00"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(raw) ?? [];
  return sign && Number(hours) <= 14 && Number(minutes) <= 59 ? `${sign}${hours}:${minutes}` : null;
}

function exists([year, month, day]: Parts["date"]): boolean {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return (
    year > 0 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day
  );
}

const pad = (number: number) => String(number).padStart(2, "0");
