/** DEL, C1 controls, the byte order mark and the line separators that JSON lets stand but line readers split at. */
const unsafe = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** JSON on one line, whatever a reader takes for the end of a line; lone surrogates come escaped too. */
export const jsonText = (value: unknown): string => JSON.stringify(value).replace(unsafe, escaped);

/** Characters that JSON, or `jsonText`, writes as an escape; whatever has none of them is written as it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be escaped.
const special = /[\u0000-\u001f"\\\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/;

/** The same as `jsonText` for a string, much faster for the short plain ones that a corpus is full of. */
export const quoted = (text: string): string => (special.test(text) ? jsonText(text) : `"${text}"`);
