import type { LinePattern, Scheme, Tag } from "./scheme";

/** How many lines can run under one another; reader.css has room for as many. */
export const LANE_COUNT = 4;

const identifier = /^[A-Za-z][A-Za-z0-9_]*$/;
const colour = /^#[0-9a-f]{6}$/;

/** Thickness of a tag's line; a helper's is thinner. */
const LINE_PX = 3;
const HELPER_LINE_PX = 2;

/** A line as a background, in the colour `edge`. */
const patterns: { readonly [Pattern in LinePattern]: (edge: string) => string } = {
  solid: (edge) => `linear-gradient(${edge} 0 0)`,
  dashed: (edge) => `repeating-linear-gradient(90deg,${edge} 0 7px,transparent 7px 10px)`,
  dotted: (edge) => `repeating-linear-gradient(90deg,${edge} 0 2px,transparent 2px 5px)`,
  double: (edge) => `linear-gradient(${edge} 0 1px,transparent 1px 2px,${edge} 2px 3px)`,
  wavy: (edge) => `repeating-linear-gradient(115deg,${edge} 0 3px,transparent 3px 6px)`,
};

/**
 * A project's tag colours and line patterns as a style sheet. Keys and colours are checked again here, since
 * what is written is code: a tag that fails is left out and drawn in the neutral colour.
 *
 * Each derived colour is registered and worked out once, at the root: a page of text has hundreds of marks, and
 * working it out in each of them is what scrolling would wait for.
 */
export function schemeStyle(scheme: Scheme): string {
  return scheme.tags
    .filter((tag) => identifier.test(tag.key) && colour.test(tag.colour))
    .map(rulesOf)
    .join("");
}

/** The same bounds as [data-tag] in globals.css: lines 3:1 on paper, letters 4.5:1 on the tint, in both themes. */
function rulesOf(tag: Tag): string {
  const { key, colour: base } = tag;
  const derived = {
    edge: `light-dark(oklch(from ${base} clamp(.42,l,.58) c h),oklch(from ${base} clamp(.7,calc(l + .22),.82) calc(c * .9) h))`,
    tint: `light-dark(oklch(from ${base} .925 calc(c * .32) h / .75),oklch(from ${base} .315 calc(c * .42) h / .75))`,
    letter: `light-dark(oklch(from ${base} .4 calc(c * .9) h),oklch(from ${base} .88 calc(c * .5) h))`,
  };
  const names = Object.entries(derived);
  const registered = names.map(
    ([name]) => `@property --${name}-${key}{syntax:"<color>";inherits:true;initial-value:${base}}\n`,
  );
  const values = names.map(([name, value]) => `--${name}-${key}:${value}`).join(";");
  const line = patterns[tag.pattern](`var(--edge-${key})`);
  const height = tag.isHelper ? HELPER_LINE_PX : LINE_PX;
  const lanes = Array.from(
    { length: LANE_COUNT },
    (_, lane) => `mark[data-l${lane}=${key}]{--u${lane}:${line};--h${lane}:${height}px}\n`,
  );
  return [
    ...registered,
    `:root{${values}}\n`,
    `[data-tag=${key}]{--tag:${base}}\n`,
    `mark[data-t=${key}]{background-color:var(--tint-${key})}\n`,
    `mark[data-t=${key}]::before{color:var(--letter-${key})}\n`,
    ...lanes,
  ].join("");
}
