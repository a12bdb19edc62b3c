/**
 * What a name must not hold: line breaks and other controls (C0, DEL, C1, U+2028, U+2029), which break lists and the
 * lines of a mail apart, and the marks that turn the direction of what follows (U+202A to U+202E, U+2066 to U+2069),
 * with which one name is made to look like another. Right-to-left names need none of them.
 */
const disturbing = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const disturbances = new RegExp(`${disturbing.source}+`, "gu");

/** Whether a name is one line that reads as it is written. */
export const isPlainName = (text: string): boolean => !disturbing.test(text);

/** A name without what disturbs, for names that come from elsewhere or were given before they were checked. */
export const plainName = (text: string): string => text.replace(disturbances, " ").trim();
