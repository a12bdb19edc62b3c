import {
  CalendarClock,
  Check,
  CircleCheckBig,
  CornerUpLeft,
  Minus,
  PencilLine,
  Plus,
  RotateCcw,
  Scale,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { MatrixMark } from "@/lib/client/matrix-draft";

const looks = {
  none: null,
  planned: { Icon: CalendarClock, ink: "text-accent-ink" },
  given: { Icon: Check, ink: "text-soft" },
  begun: { Icon: PencilLine, ink: "text-info" },
  submitted: { Icon: CircleCheckBig, ink: "text-success" },
  adjudicated: { Icon: Scale, ink: "text-success" },
  reopened: { Icon: RotateCcw, ink: "text-warning" },
  returned: { Icon: CornerUpLeft, ink: "text-faint" },
} as const;

type Shown = keyof typeof looks;

/** Given and begun are one state to the server, and two to whoever thinks of taking the document back. */
const shownOf = ({ state, annotations }: MatrixMark): Shown => {
  if (state === "open") return annotations > 0 ? "begun" : "given";
  return state;
};

const explained = ["planned", "given", "begun", "submitted", "adjudicated", "reopened", "returned"] as const;

/** What the symbols of these marks mean, for those who see them. */
export function MatrixLegend({ marks }: { marks: Iterable<MatrixMark> }) {
  const t = useTranslations("rounds.matrix");
  const shown = new Set([...marks].map(shownOf));
  const known = explained.filter((one) => shown.has(one));
  if (known.length === 0) return null;
  return (
    <ul aria-label={t("legend")} className="flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem] text-soft">
      {known.map((one) => {
        const { Icon, ink } = looks[one];
        return (
          <li key={one} className="flex items-center gap-1.5">
            <Icon aria-hidden className={`size-4 ${ink}`} />
            {t(`states.${one === "given" ? "open" : one}`)}
          </li>
        );
      })}
    </ul>
  );
}

/** What a cell says to those who don't see it. */
export function useCellWords(): (mark: MatrixMark) => string {
  const t = useTranslations("rounds.matrix");
  return (mark) => {
    if (mark.draft !== null) return t(mark.draft === "add" ? "adding" : "removing");
    const shown = shownOf(mark);
    if (shown === "none") return t("none");
    const state = t(`states.${shown === "given" ? "open" : shown}`);
    return `${state}${t("annotations", { count: mark.annotations })}`;
  };
}

/** A cell's symbol: what is about to change goes before what is. */
export function MatrixSymbol({ mark }: { mark: MatrixMark }) {
  if (mark.draft === "add") return <Plus aria-hidden className="size-4 text-accent-ink" />;
  if (mark.draft === "remove") return <Minus aria-hidden className="size-4 text-danger" />;
  const look = looks[shownOf(mark)];
  if (!look) return <span aria-hidden className="size-1 rounded-full bg-edge/50" />;
  return <look.Icon aria-hidden className={`size-4 ${look.ink}`} />;
}
