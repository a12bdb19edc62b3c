import { CircleCheckBig, CircleDashed, CornerUpLeft, PencilLine, RotateCcw, Scale } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import type { DocumentSummary } from "@/lib/contracts/documents";

type State = DocumentSummary["myState"];

const looks = {
  none: { tone: "neutral", Icon: CircleDashed },
  open: { tone: "info", Icon: PencilLine },
  submitted: { tone: "success", Icon: CircleCheckBig },
  reopened: { tone: "warning", Icon: RotateCcw },
  adjudicated: { tone: "success", Icon: Scale },
  returned: { tone: "neutral", Icon: CornerUpLeft },
} as const satisfies Record<State, { tone: NonNullable<BadgeProps["tone"]>; Icon: typeof RotateCcw }>;

/** Where the reader's own work on a document stands, as a symbol and a word. */
export function DocumentState({ state }: { state: State }) {
  const t = useTranslations("documents.states");
  const { tone, Icon } = looks[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden className="size-3" />}>
      {t(state)}
    </Badge>
  );
}
