/** Nothing that browsers drop (tab, line feed) or read as a slash (backslash) may stand in a path we follow. */
const doubtful = /[\p{C}\s\\]/u;
const HERE = "http://concord.invalid";

/**
 * Where to go after signing in: a path of this site, or the start page when `value` is anything else. The
 * only way to follow an address that came with a request.
 */
export function returnPath(value: unknown): string {
  if (typeof value !== "string" || value.length > 2000 || doubtful.test(value)) return "/";
  if (!value.startsWith("/") || value.startsWith("//")) return "/";
  const url = URL.parse(value, HERE);
  if (url?.origin !== HERE || url.pathname.startsWith("//") || url.pathname.startsWith("/api/")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
