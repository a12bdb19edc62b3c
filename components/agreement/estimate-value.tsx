import { TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Tooltip } from "@/components/ui/tooltip";
import type { AgreementEstimate } from "@/lib/contracts/agreement";

const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;

/** A coefficient as people read it: its value, its interval and what to keep in mind; or why there is none. */
export function EstimateValue({ estimate }: { estimate: AgreementEstimate }) {
  const t = useTranslations("agreement");
  const format = useFormatter();
  if (estimate.state === "undefined")
    return <span className="text-soft text-xs text-pretty">{t(`reasons.${estimate.reason}`)}</span>;
  const { value, interval, warnings } = estimate;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2 tabular-nums">
      <strong className="font-semibold">{format.number(value, digits)}</strong>
      {interval && (
        <span className="text-soft text-xs whitespace-nowrap">
          {t("interval", {
            low: format.number(interval.low, digits),
            high: format.number(interval.high, digits),
          })}
        </span>
      )}
      {warnings.length > 0 && <Warnings warnings={warnings} />}
    </span>
  );
}

function Warnings({ warnings }: { warnings: Extract<AgreementEstimate, { state: "value" }>["warnings"] }) {
  const t = useTranslations("agreement");
  const words = warnings.map((warning) => t(`warnings.${warning}`)).join(" ");
  return (
    <Tooltip text={words}>
      <button type="button" aria-label={words} className="self-center rounded-sm text-warning">
        <TriangleAlert aria-hidden className="size-3.5" />
      </button>
    </Tooltip>
  );
}

const WIDTH = 120;
const HEIGHT = 14;

/** Where a value and its interval lie between the worst and the best that a measure can say. Twin of the figures. */
export function EstimateBar({
  estimate,
  range,
}: {
  estimate: AgreementEstimate;
  range: { readonly min: number; readonly max: number };
}) {
  if (estimate.state === "undefined") return null;
  const min = Math.max(range.min, -1);
  const at = (value: number) => {
    const share = (Math.min(Math.max(value, min), range.max) - min) / (range.max - min);
    return 4 + share * (WIDTH - 8);
  };
  const { value, interval } = estimate;
  return (
    <svg aria-hidden viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} className="max-w-full">
      <line
        x1={at(min)}
        x2={at(range.max)}
        y1={HEIGHT / 2}
        y2={HEIGHT / 2}
        className="stroke-line"
        strokeWidth={2}
      />
      {min < 0 && <line x1={at(0)} x2={at(0)} y1={3} y2={HEIGHT - 3} className="stroke-edge" />}
      {interval && (
        <line
          x1={at(interval.low)}
          x2={Math.max(at(interval.high), at(interval.low) + 1)}
          y1={HEIGHT / 2}
          y2={HEIGHT / 2}
          className="stroke-accent"
          strokeWidth={4}
          strokeLinecap="round"
          opacity={0.45}
        />
      )}
      <circle cx={at(value)} cy={HEIGHT / 2} r={4} className="fill-accent" />
    </svg>
  );
}
