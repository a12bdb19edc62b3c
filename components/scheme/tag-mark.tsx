"use client";

import { useCallback } from "react";
import { classNames } from "@/components/ui/class-names";
import type { LinePattern, Tag } from "@/lib/domain/scheme/scheme";

type Coloured = Pick<Tag, "key" | "colour">;

const lines = {
  solid: "decoration-solid",
  dashed: "decoration-dashed",
  dotted: "decoration-dotted",
  double: "decoration-double",
  wavy: "decoration-wavy",
} as const satisfies Record<LinePattern, string>;

/** Gives an element the tag's colour. Set from script, because the page's policy refuses style attributes. */
function useTagColour(colour: string) {
  return useCallback((element: HTMLElement | null) => element?.style.setProperty("--tag", colour), [colour]);
}

/** The tag's one or two letters in its colour. */
export function TagCode({ tag }: { tag: Coloured & Pick<Tag, "code"> }) {
  const ref = useTagColour(tag.colour);
  return (
    <span
      ref={ref}
      data-tag={tag.key}
      data-fill
      className="grid h-7 min-w-7 shrink-0 place-items-center rounded-md border border-(--tag-edge) bg-(--tag-tint) px-1 font-mono text-xs font-bold text-(--tag-text)"
    >
      {tag.code}
    </span>
  );
}

/** How a marked passage looks: tint, and the line that tells tags apart without colour. */
export function TagSample({
  tag,
  children,
}: {
  tag: Coloured & Pick<Tag, "pattern" | "isHelper">;
  children: string;
}) {
  const ref = useTagColour(tag.colour);
  return (
    <span
      ref={ref}
      data-tag={tag.key}
      className={classNames(
        "rounded-sm px-0.5 font-serif underline decoration-(--tag-edge) underline-offset-4",
        tag.isHelper ? "decoration-1" : "bg-(--tag-tint) decoration-2",
        lines[tag.pattern],
      )}
    >
      {children}
    </span>
  );
}
