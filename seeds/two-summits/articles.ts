import { analysisCompass } from "@/seeds/two-summits/articles/analysis-compass";
import { callStandard } from "@/seeds/two-summits/articles/call-standard";
import { callWire } from "@/seeds/two-summits/articles/call-wire";
import { dateLantern } from "@/seeds/two-summits/articles/date-lantern";
import { dateLive } from "@/seeds/two-summits/articles/date-live";
import { delayGazette } from "@/seeds/two-summits/articles/delay-gazette";
import { interviewReview } from "@/seeds/two-summits/articles/interview-review";
import { summitObserver } from "@/seeds/two-summits/articles/summit-observer";
import { talksCourier } from "@/seeds/two-summits/articles/talks-courier";
import { talksEveningPost } from "@/seeds/two-summits/articles/talks-evening-post";
import type { SeedArticle } from "./seed-article";

/** The demo corpus in order of publication: ten outlets, one story, every name and sentence invented. */
export const articles = [
  callWire,
  callStandard,
  talksCourier,
  talksEveningPost,
  dateLive,
  dateLantern,
  interviewReview,
  delayGazette,
  summitObserver,
  analysisCompass,
] as const satisfies readonly SeedArticle[];

export type ArticleKey = (typeof articles)[number]["key"];
