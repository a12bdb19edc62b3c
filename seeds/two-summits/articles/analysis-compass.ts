import type { SeedArticle } from "@/seeds/two-summits/seed-article";

export const analysisCompass = {
  key: "analysis-compass",
  title: "The summit that happened, and the one that did not",
  outlet: "The Compass Weekly",
  publisherCountry: "Velmark",
  byline: "Agneta Morrow-Dahlin",
  url: "https://compass-weekly.example/essays/two-summits",
  publishedAt: "2025-05-06T10:00:00Z",
  language: "en",
  genre: "opinion",
  text: `There were two summits this spring. One was to be held in Oumrane on April 12, had flags, lanyards and a seating plan, and did not take place. The other had none of these and took place on May 3 on a pier in Orvany. It is tempting to call the second a poorer version of the first. I think it is the other way round.

Recall how the first one was made. A telephone call in March, which Tarnholm dates to the 4th and Novarik to the 5th; a sentence from President Ilse Varrand — “We have been silent for long enough, and silence has become the most expensive policy we own” — that was so good it was mistaken for a plan; then seven hours in the Palace of Winds, after which even the Velmark foreign minister could say only that his delegation had met about how to meet.

The Dorvanian side never pretended otherwise. “The table is being laid,” Ilko Brandev said in the week of the announcement; “I would not sit down yet.” We laughed at him, and he was right. When the delay came, the Chancellery described it as “a correction of the calendar”. Calendars do not correct themselves. Somebody in Tarnholm had announced a date because it wanted one.

Orvany was different because nothing was announced until the boat had left. Dragomir Keszel got what he wanted, a guest; Varrand got what she needed, a line on a chart. Her own summary was exact: they had “agreed where it begins and where it ends”, and had solved nothing. His was better theatre. A guest who crosses a lake, he remarked, ought not to walk the last metres alone.

There is one thing neither summit got right. “You cannot settle the future of our coast in a room where our chair is missing,” Žofia Harnášek warned in March. She has since been given what she calls a stool. A settlement that runs two miles from Lissenia’s beaches, and in which Lissenia may only watch, will last precisely as long as the weather.

My advice to the third summit, if there is one, is therefore short. Announce less. Invite more. And let somebody else bring the tea.`,
} as const satisfies SeedArticle;
