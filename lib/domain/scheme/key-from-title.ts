/**
 * A key for a new tag, attribute or value, made from its title: capitals, digits and _, as keys of a scheme are,
 * and none of `taken`. A title without Latin letters gets `fallback` and a number.
 */
export function keyFromTitle(title: string, fallback: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .slice(0, 60);
  const base = plain || fallback;
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}
