export const timeZoneCookie = "time-zone";

const yearSeconds = 365 * 24 * 60 * 60;

/** Tells the server the reader's time zone, so that the next page shows hours as the reader knows them. */
export function rememberTimeZone(): void {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from supported browsers.
  document.cookie = `${timeZoneCookie}=${timeZone}; path=/; max-age=${yearSeconds}; samesite=lax`;
}
