import type { SeedArticle } from "@/seeds/two-summits/seed-article";

export const talksCourier = {
  key: "talks-courier",
  title: "Ministers leave Oumrane with eleven items and no date",
  outlet: "Tarnholm Courier",
  publisherCountry: "Velmark",
  byline: "Joost Emmerlund and agency staff",
  credit: "HPA",
  url: "https://tarnholm-courier.example/world/ministers-leave-oumrane",
  publishedAt: "2025-03-19T06:15:00Z",
  language: "en",
  genre: "news",
  text: `OUMRANE, Tazirra (HPA) — The foreign ministers of Velmark and Dorvania ended seven hours of talks here on Tuesday with an agreement to prepare a meeting of their presidents, but without saying when or where it would be held.

“This was a meeting about how to meet,” Velmark’s foreign minister, Tobias Rennquist, told reporters on the steps of the Palace of Winds. His Dorvanian counterpart, Milena Vostrak, was warmer. “We came with a list of forty items and we leave with a list of eleven,” she said, “which is how progress looks before it is pretty.”

The delegations agreed to reopen consular sections in both capitals and to set up a joint commission on mine clearance in the Marrow Strait, according to a communiqué read out by the host, Tazirran Foreign Minister Idriss Taleghane.

No Lissenian official was invited, although parts of the channel run less than two miles from the Lissenian coast.

In Tarnholm, Henrike Saltow, who leads the opposition in the Estates, accused the government of negotiating in instalments. “First a call, then a corridor, then a communiqué,” she said. “At some point there has to be a subject.”

President Ilse Varrand defended the approach at her weekly press conference, repeating her remark that silence had become “the most expensive policy we own”. She would travel “to any table that has four legs and two sides”, the president added.

Officials familiar with the talks said that sanctions had taken up most of the afternoon. Dorvania wants the timber ban lifted before the leaders shake hands; Velmark is willing to suspend it only after the first merchant ship has passed. A compromise, under which both would happen on the same day, was discussed but not adopted.

The delegations are to speak again by video link on Friday. One official said a summit in the second week of April was “possible on paper”.

Reporting from Oumrane by Halyard Press Agency.`,
} as const satisfies SeedArticle;
