export type TextPart = { readonly text: string; readonly href: string | null };

const address = /https?:\/\/[^\s<>"“”„]+/gi;
/** What ends a sentence around an address rather than the address. */
const trailing = /[.,;:!?…'’)\]}]+$/;

/**
 * Plain text cut into words and addresses that may be followed. Only http and https: anything else would be a link
 * that acts when clicked. A closing bracket belongs to the address if that opens one.
 */
export function linkedText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(address)) {
    const found = trimmed(match[0]);
    if (!URL.canParse(found)) continue;
    const { protocol, href } = new URL(found);
    if (protocol !== "http:" && protocol !== "https:") continue;
    if (match.index > at) parts.push({ text: text.slice(at, match.index), href: null });
    parts.push({ text: found, href });
    at = match.index + found.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), href: null });
  return parts;
}

function trimmed(found: string): string {
  const end = trailing.exec(found)?.[0] ?? "";
  const isBalanced = end.startsWith(")") && found.split("(").length === found.split(")").length;
  return isBalanced ? found : found.slice(0, found.length - end.length);
}
