import { CircleDashed, CirclePlay, Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { RoundResource } from "@/lib/contracts/rounds";

const looks = {
  planned: { tone: "neutral", Icon: CircleDashed },
  open: { tone: "success", Icon: CirclePlay },
  closed: { tone: "warning", Icon: Lock },
} as const;

/** Where a round stands, as a symbol and a word. */
export function RoundState({ state }: { state: RoundResource["state"] }) {
  const t = useTranslations("rounds.states");
  const { tone, Icon } = looks[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden className="size-3" />}>
      {t(state)}
    </Badge>
  );
}
