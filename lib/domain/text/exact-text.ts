import { type CodePoint, codePointLength } from "./offsets";

/** Why a text cannot be stored exactly. */
export type InexactReason = "nul" | "lone_surrogate" | "empty";

export type ExactText =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      /** Where, in code points of the text as it was given. */
      readonly at: CodePoint;
      /** Where, as a line counted from 1; LF, CRLF and lone CR each end one. */
      readonly line: number;
      readonly reason: InexactReason;
    };

/**
 * The one form in which texts are stored: CRLF and lone CR become LF and one leading byte order mark is
 * dropped. Everything else stays as it is, other control characters too: offsets and quotes rest on it.
 * NUL, which Postgres cannot hold, and lone surrogates, which UTF-8 cannot, are refused with their place.
 */
export function exactText(raw: string): ExactText {
  const fault = firstFault(raw);
  if (fault) {
    const before = raw.slice(0, fault.index);
    const line = (before.match(/\r\n?|\n/g)?.length ?? 0) + 1;
    return { ok: false, at: codePointLength(before), line, reason: fault.reason };
  }
  const text = (raw.startsWith("\uFEFF") ? raw.slice(1) : raw).replace(/\r\n?/g, "\n");
  if (!/\S/.test(text)) return { ok: false, at: 0, line: 1, reason: "empty" };
  return { ok: true, text };
}

function firstFault(raw: string): { index: number; reason: InexactReason } | null {
  for (let index = 0; index < raw.length; index++) {
    const unit = raw.charCodeAt(index);
    if (unit === 0) return { index, reason: "nul" };
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if ((raw.codePointAt(index) ?? 0) <= 0xffff) return { index, reason: "lone_surrogate" };
    index++;
  }
  return null;
}
