import type { Attributes } from "@/lib/domain/annotation/annotation";

/** The attributes with one of another value; null takes it away. */
export function withAttribute(
  attributes: Attributes,
  key: string,
  value: string | boolean | null,
): Attributes {
  const { [key]: _, ...others } = attributes;
  return value === null ? others : { ...others, [key]: value };
}
