import type { Scheme } from "@/lib/domain/scheme/scheme";

/** What people call a tag or relation type; its key where the scheme has it no more. */
export const titleOfTag = (scheme: Scheme, key: string): string =>
  [...scheme.tags, ...scheme.relationTypes].find((one) => one.key === key)?.title ?? key;
