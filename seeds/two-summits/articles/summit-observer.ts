import type { SeedArticle } from "@/seeds/two-summits/seed-article";

export const summitObserver = {
  key: "summit-observer",
  title: "At Orvany, two presidents draw one line on the water",
  outlet: "Continental Observer",
  publisherCountry: "Tazirra",
  byline: "Ruta Jannick in Orvany",
  url: "https://continental-observer.example/2025/may/orvany-summit",
  publishedAt: "2025-05-04T05:45:00Z",
  language: "en",
  genre: "news",
  text: `ORVANY, Dorvania — Ilse Varrand stepped off a borrowed mail boat on Saturday morning, three weeks later than announced and a long way from the city where she had been expected, and shook hands with Dragomir Keszel on a wet pier.

It was the first meeting of Velmark and Dorvanian presidents since the closure of the Marrow Strait, and it took five hours. By evening the two had signed a declaration of two pages that fixes the ends of the strait, names June 1 as the day of the first merchant convoy and leaves almost everything else for later.

“We did not solve the strait today,” Varrand said at a joint news conference in the town’s boathouse. “We agreed where it begins and where it ends, which is more than our maps could do.”

Keszel, who seldom speaks to foreign reporters, took a single question. Why had he come down to the water himself? “A guest who crosses a lake should not walk the last metres alone,” he said, and was gone.

The summit was first planned for April 12 in Oumrane. It was put off four days before the opening, after negotiators had failed to agree whether sanctions or mines should be dealt with first. Diplomats said the meeting was saved by Tazirra, which carried drafts between the capitals for three weeks.

Idriss Taleghane, the Tazirran foreign minister, who warned in April that a door left ajar “is not yet an invitation”, watched from the second row. “Today somebody pushed it,” he said.

Under the declaration, Velmark will suspend its ban on Dorvanian timber on the day the first ship passes, and ambassadors will return in the autumn.

Lissenia was not at the table, though an observer from Pelluna will now join the commission on mine clearance. Prime Minister Žofia Harnášek called the offer “a stool, not a chair”, and said she would accept it.

In Tarnholm the opposition leader, Henrike Saltow, said the president had gone to fetch a handshake and paid the full fare.

Will the leaders meet again? “Ask the boat,” said Keszel’s spokesman, Ilko Brandev.`,
} as const satisfies SeedArticle;
