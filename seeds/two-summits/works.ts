import { inesCallStandard } from "@/seeds/two-summits/work/ines-call-standard";
import { inesCallWire } from "@/seeds/two-summits/work/ines-call-wire";
import { inesDateLantern } from "@/seeds/two-summits/work/ines-date-lantern";
import { inesSummitObserver } from "@/seeds/two-summits/work/ines-summit-observer";
import { inesTalksCourier } from "@/seeds/two-summits/work/ines-talks-courier";
import { marekCallStandard } from "@/seeds/two-summits/work/marek-call-standard";
import { marekCallWire } from "@/seeds/two-summits/work/marek-call-wire";
import { marekDelayGazette } from "@/seeds/two-summits/work/marek-delay-gazette";
import { marekSummitObserver } from "@/seeds/two-summits/work/marek-summit-observer";
import { marekTalksEveningPost } from "@/seeds/two-summits/work/marek-talks-evening-post";
import { tomokoCallWire } from "@/seeds/two-summits/work/tomoko-call-wire";
import { tomokoDateLantern } from "@/seeds/two-summits/work/tomoko-date-lantern";
import { tomokoDateLive } from "@/seeds/two-summits/work/tomoko-date-live";
import { tomokoSummitObserver } from "@/seeds/two-summits/work/tomoko-summit-observer";
import { tomokoTalksCourier } from "@/seeds/two-summits/work/tomoko-talks-courier";
import { tomokoTalksEveningPost } from "@/seeds/two-summits/work/tomoko-talks-evening-post";
import type { SeedWork } from "./notation";

/**
 * All work of the demo annotators, article by article. Six articles have two or three readings, two have one,
 * and nobody has touched the interview and the essay. One piece of work is still open.
 */
export const works: readonly SeedWork[] = [
  inesCallWire,
  marekCallWire,
  tomokoCallWire,
  inesCallStandard,
  marekCallStandard,
  inesTalksCourier,
  tomokoTalksCourier,
  marekTalksEveningPost,
  tomokoTalksEveningPost,
  tomokoDateLive,
  inesDateLantern,
  tomokoDateLantern,
  marekDelayGazette,
  inesSummitObserver,
  marekSummitObserver,
  tomokoSummitObserver,
];
