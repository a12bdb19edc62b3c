import type { SeedArticle } from "@/seeds/two-summits/seed-article";

export const talksEveningPost = {
  key: "talks-evening-post",
  title: "‘Our chair is missing’: Harnášek hits out as neighbours meet without us",
  outlet: "Pelluna Evening Post",
  publisherCountry: "Lissenia",
  byline: "Dorrit Kallas-Wray",
  credit: "HPA",
  url: "https://pelluna-post.example/news/our-chair-is-missing",
  publishedAt: "2025-03-19T15:30:00Z",
  language: "en",
  genre: "news",
  text: `Prime Minister Žofia Harnášek said last night that Lissenia would not be bound by any arrangement for the Marrow Strait made behind its back, hours after Velmark and Dorvania held talks about it 3,000 kilometres away.

“You cannot settle the future of our coast in a room where our chair is missing,” she told a packed public meeting at the Rope Hall. There was applause, and then nobody quite knew what to say.

OUMRANE, Tazirra (HPA) — The foreign ministers of Velmark and Dorvania ended seven hours of talks here on Tuesday with an agreement to prepare a meeting of their presidents, but without saying when or where it would be held.

“This was a meeting about how to meet,” Velmark’s foreign minister, Tobias Rennquist, told reporters on the steps of the Palace of Winds. His Dorvanian counterpart, Milena Vostrak, was warmer. “We came with a list of forty items and we leave with a list of eleven,” she said, “which is how progress looks before it is pretty.”

No Lissenian official was invited, although parts of the channel run less than two miles from the Lissenian coast.

Down on the northern quay this morning, harbour master Bruno Tessely was counting. The port handled 41 ships last month, he said; before the closure it used to be 41 a day.

“If they clear the mines I’ll buy the first round,” Mr Tessely said. “But they’ll be clearing them outside my window, and nobody has rung me.”

The premier confirmed that she had written to both presidents to ask for a seat as an observer. Velmark has acknowledged the letter. Dorvania has not replied, according to her office.

Asked whether she trusted Ms Varrand, the prime minister took her time. “I trust her to remember that we are here,” she said. “It would help if she said so aloud.”

The Pelluna Dockers’ Union has called a march from the Rope Hall to the quay on Saturday. The union expects two thousand people; the police expect fewer.

Talks report: Halyard Press Agency`,
} as const satisfies SeedArticle;
