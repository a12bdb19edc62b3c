import type { Scheme, Tag } from "./scheme";

/** How many lines can run under one another; reader.css has room for as many. */
export const LANE_COUNT = 4;

const identifier = /^[A-Za-z][A-Za-z0-9_]*$/;
const colour = /^#[0-9a-f]{6}$/;

/**
 * A project's tag colours and line patterns as a style sheet. Keys and colours are checked again here, since
 * what is written is code: a tag that fails is left out and drawn in the neutral colour.
 */
export function schemeStyle(scheme: Scheme): string {
  return scheme.tags
    .filter((tag) => identifier.test(tag.key) && colour.test(tag.colour))
    .map(rulesOf)
    .join("");
}

function rulesOf(tag: Tag): string {
  const base = `[data-tag=${tag.key}]{--tag:${tag.colour}}\n`;
  const lanes = Array.from(
    { length: LANE_COUNT },
    (_, lane) =>
      `mark[data-l${lane}=${tag.key}]{--c${lane}:${tag.colour};--u${lane}:var(--${tag.pattern}${lane});--h${lane}:${tag.isHelper ? 2 : 3}px}\n`,
  );
  return base + lanes.join("");
}
