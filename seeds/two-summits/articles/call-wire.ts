import type { SeedArticle } from "@/seeds/two-summits/seed-article";

export const callWire = {
  key: "call-wire",
  title: "Velmark, Dorvania leaders speak by phone for first time in six years",
  outlet: "Halyard Press Agency",
  publisherCountry: "Velmark",
  byline: "Petra Lindgaarde",
  credit: "HPA",
  url: "https://halyard.example/2025/03/05/varrand-keszel-call",
  publishedAt: "2025-03-05T08:40:00Z",
  language: "en",
  genre: "news",
  text: `TARNHOLM, March 5 (HPA) — President Ilse Varrand of Velmark and President Dragomir Keszel of Dorvania spoke by telephone late on Tuesday, their offices said, in the first direct conversation between leaders of the two countries since the Marrow Strait was closed to shipping six years ago.

The call lasted about 90 minutes, according to Varrand’s office, which said the presidents had agreed to send delegations to a neutral capital “within weeks” to explore a meeting in person.

“We have been silent for long enough,” Varrand told reporters outside the Chancellery on Wednesday morning, “and silence has become the most expensive policy we own.”

She said no date had been set for a summit and that none would be set until the delegations had reported back.

Dorvania’s presidential spokesman, Ilko Brandev, confirmed the conversation in a short statement that did not mention the strait. Keszel told Varrand that Dorvania was ready to discuss “every question that has an answer,” Brandev said.

The two sides differed on when the call took place. Varrand’s office put it at 11:20 p.m. on Tuesday, March 4. The statement issued in Novarik, where the clock runs one hour ahead, was dated March 5.

Dorvania closed the strait in 2019 after a collision between two patrol vessels in which nine sailors died. Velmark answered with a ban on Dorvanian timber and grain, and both countries withdrew their ambassadors.

Lissenia, whose only deep-water port lies at the northern mouth of the strait, was informed of the call after it had ended, said a diplomat in Pelluna, who asked not to be named because the exchange was confidential.

“We read about it on our telephones like everybody else,” the diplomat said.

Lissenian Prime Minister Žofia Harnášek is expected to address parliament on Thursday. Her office declined to comment.

Shipping shares rose in early trading. The Velmark Chamber of Commerce welcomed what it called “the sound of a line being picked up.”`,
} as const satisfies SeedArticle;
