import type { Stretch } from "@/lib/domain/text/boundaries";
import { rangeOf, type TextDom } from "./text-dom";

/** What is painted over the text for a moment, without touching it. Styles are in reader.css. */
export type PaintLayer = "selected" | "hovered" | "pending";

/**
 * Paints stretches of text in one layer, in place of what it had. The browser draws them without a change of
 * the page, so a selection in progress and the reader's place survive.
 */
export function paint(dom: TextDom, layer: PaintLayer, stretches: readonly Stretch[]): void {
  paintAcross(layer, [{ dom, stretches }]);
}

/** The same over several texts on one page: the browser knows each layer once. */
export function paintAcross(
  layer: PaintLayer,
  parts: readonly { readonly dom: TextDom; readonly stretches: readonly Stretch[] }[],
): void {
  // Not there in browsers before 2024; there the list beside the text still shows the extent.
  if (!("highlights" in CSS)) return;
  const ranges = parts.flatMap(({ dom, stretches }) =>
    stretches.flatMap((stretch) => rangeOf(dom, stretch) ?? []),
  );
  if (ranges.length === 0) CSS.highlights.delete(layer);
  else CSS.highlights.set(layer, new Highlight(...ranges));
}
