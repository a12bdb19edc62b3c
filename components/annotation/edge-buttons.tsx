"use client";

import { ArrowLeftToLine, ArrowRightToLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import type { EdgeMove } from "@/lib/client/snapping";

const moves = [
  ["startEarlier", ArrowLeftToLine, { edge: "start", by: "word", direction: -1 }],
  ["startLater", ArrowRightToLine, { edge: "start", by: "word", direction: 1 }],
  ["endEarlier", ArrowLeftToLine, { edge: "end", by: "word", direction: -1 }],
  ["endLater", ArrowRightToLine, { edge: "end", by: "word", direction: 1 }],
] as const satisfies readonly (readonly [string, unknown, EdgeMove])[];

/** Buttons that move the first start and the last end of a mark by a word. */
export function EdgeButtons({ onMove }: { onMove: (move: EdgeMove) => void }) {
  const t = useTranslations("reader.panel");
  return (
    <div className="flex gap-1">
      {moves.map(([name, Icon, move]) => (
        <IconButton
          key={name}
          size="sm"
          variant="secondary"
          label={t(name)}
          icon={<Icon aria-hidden className="size-4" />}
          onClick={() => onMove(move)}
        />
      ))}
    </div>
  );
}
