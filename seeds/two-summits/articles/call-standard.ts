import type { SeedArticle } from "@/seeds/two-summits/seed-article";

export const callStandard = {
  key: "call-standard",
  title: "A steady hand answers the telephone",
  outlet: "The Novarik Standard",
  publisherCountry: "Dorvania",
  byline: "Political desk",
  url: "https://novarik-standard.example/politics/a-steady-hand",
  publishedAt: "2025-03-06T05:00:00Z",
  language: "en",
  genre: "news",
  text: `NOVARIK. The patience of President Dragomir Keszel was rewarded in the first hour of Wednesday, March 5, when the telephone in the Winter Cabinet rang and the head of the Velmark state asked to be put through.
It was Tarnholm that called. The fact deserves to be noted, since certain foreign agencies have managed to write at length about the conversation without mentioning who dialled.
For an hour and a half the President listened and, where necessary, explained. "Dorvania closes no door that it may wish to walk through," he told President Ilse Varrand, according to the record released by his office. He added that his country would discuss every question that has an answer.
Mrs Varrand, for her part, conceded that the silence between the two capitals had become costly for her own people. It is a cost that our exporters, who found new markets in a matter of months, no longer bear.
"The President did not ask for this call and he did not refuse it," spokesman Ilko Brandev told the Standard on Wednesday evening. "He has always said that the strait will open on the day that it is respected."
The presidents instructed their foreign ministers to meet in a third country before the end of the month. Foreign Minister Milena Vostrak, whose experience of negotiations at sea is recognised on both shores, will lead the Dorvanian delegation. Sources close to the ministry mention Oumrane, capital of friendly Tazirra, as the likely place.
Whether the talks will lead to a meeting of the two heads of state depends entirely on the seriousness of the other side. Dorvania has named no condition except equality.
In Pelluna, meanwhile, there are complaints. The Lissenian government, which did nothing for six years, has discovered overnight that it wishes to be consulted. One may recall that nobody in Novarik was consulted when Lissenia leased its northern quay to the Velmark navy.
At the Old Market yesterday the mood was calm. "Let them talk," said Vesna Halubik, who has sold smoked fish there since before the closure. "Fish does not care who telephoned first."`,
} as const satisfies SeedArticle;
