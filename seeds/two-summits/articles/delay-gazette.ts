import type { SeedArticle } from "@/seeds/two-summits/seed-article";

export const delayGazette = {
  key: "delay-gazette",
  title: "Analysis: Why Oumrane’s flags stay folded",
  outlet: "Oumrane Gazette",
  publisherCountry: "Tazirra",
  byline: "Salwa Mehrouni",
  url: "https://oumrane-gazette.example/en/analysis/flags-stay-folded",
  publishedAt: "2025-04-09T07:20:00Z",
  language: "en",
  genre: "analysis",
  text: `The meeting of the presidents of Velmark and Dorvania that was to open here on Saturday has been put off, the two governments announced on Tuesday evening, in statements that appeared nine minutes apart and agreed on little else.

The Chancellery in Tarnholm called the delay “not a cancellation but a correction of the calendar”. Novarik spoke of “unfinished technical work” on mine clearance in the Marrow Strait. Neither proposed a new day.

At the Palace of Winds, workmen who had spent the week hanging flags were sent home before the evening prayer. The flags stayed, folded, on the stairs.

Idriss Taleghane, the Tazirran foreign minister, received the press in the garden and declined to be gloomy. “Une porte entrouverte n’est pas encore une invitation,” he said in French; then, for the foreign correspondents, in English: “A door left ajar is not yet an invitation.”

Ilko Brandev, the Dorvanian president’s spokesman, whose advice last month not to “sit down yet” now looks less like wit than like information, said by telephone that his side had “not moved the date, because there was no date to move”. Officials in Tarnholm, who had printed the date on two hundred lanyards, saw it differently.

Two people briefed on the preparations said the delegations had been unable to settle what should come first, the lifting of Velmark’s timber ban or the passage of the first ship. They added that President Dragomir Keszel had offered to receive President Ilse Varrand in Orvany, a lake town in the east of his country. No Velmark head of state has set foot in Dorvania for 21 years.

Set side by side, the two statements point to a quarrel about sequence rather than substance. Each government has accepted what the other wants; neither is ready to be seen paying first. Oumrane suited Velmark, which was looking for a stage. Orvany would suit Dorvania, which is looking for a visitor.

Of the eleven items with which Foreign Minister Milena Vostrak flew home from Oumrane in March, five are said to be still open.

Lissenia’s ambassador here, Kasper Ilvane, said that his government had heard of the delay “from the caterers”. Prime Minister Žofia Harnášek would make no comment, he added, “until there is something to be left out of”.`,
} as const satisfies SeedArticle;
