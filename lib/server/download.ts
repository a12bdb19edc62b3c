import "server-only";

const NAME_MAX = 100;

/** No path, no control character, nothing that a file system refuses. */
const cleaned = (name: string): string =>
  name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|\s]+/gu, " ")
    .trim();

/** A project's or document's name as the first part of a file name: short, and not that of a hidden file. */
export const plainFileName = (name: string): string =>
  [...cleaned(name).replace(/^\.+/, "")].slice(0, NAME_MAX).join("").trim();

/**
 * The headers of a file to be saved. Whatever is in it, a browser neither shows it, nor guesses at its type, nor
 * runs anything of it. RFC 6266: a plain name for every client, and the exact one for those that know RFC 5987.
 */
export function attachment(fileName: string, mediaType: string): Record<string, string> {
  const name = cleaned(fileName);
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\x20-\x7e]|[%]/g, "_");
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    "content-type": mediaType,
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${exact}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
  };
}
