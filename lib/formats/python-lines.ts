/** What ends a line for Python's `splitlines`, with which brat and others read their files. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Python ends lines at separators among them.
export const lineBreak = /\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/;

/** What Python counts as white space. JavaScript's `\s` has the byte order mark besides, and lacks some. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Python counts separators among them as white space.
const blank = /^[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

export const isBlank = (character: string | undefined): boolean =>
  character !== undefined && blank.test(character);

/** The text with a space for every end of a line. */
export const oneLine = (text: string): string => text.split(lineBreak).join(" ");
