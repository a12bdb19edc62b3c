import type { SeedArticle } from "@/seeds/two-summits/seed-article";

export const dateLantern = {
  key: "date-lantern",
  title: "TEA-ARS BEFORE BEDTIME: Envoy's gushing post lands Ilse in hot water",
  outlet: "The Daily Lantern",
  publisherCountry: "Velmark",
  byline: "Max Turnbole, Showdown Correspondent",
  url: "https://daily-lantern.example/news/tea-ars-before-bedtime",
  publishedAt: "2025-03-24T04:30:00Z",
  language: "en",
  genre: "news",
  text: `THE biggest handshake in a generation is ON — or is it?

Iron Ilse Varrand is due to go nose to nose with Dorvania's strongman Dragomir Keszel on Friday, April 11, the Lantern can reveal.

But cheeky spin doctor Ilko Brandev has already poured cold water on the party. "The table is being laid," he smirked to waiting hacks last week. "I would not sit down yet."

Talk about table manners!

The wobble comes after Varrand's right-hand man, Casimir Odell, 44, dropped a clanger with this gushing message: "Bags packed, tea ordered, Oumrane here we come 🚢"

Red-faced officials made him take it down. An insider told the Lantern: "Casimir got ahead of the timetable. The boss was not amused."

It was Varrand herself who branded silence "the most expensive policy we own" after the pair's marathon late-night phone call on March 4.

And she is not wrong. Our sums show the closed strait adds 38 crowns to the weekly shop of a family of four.

Not everyone is raising a cup. Fuming Lissenian PM Žofia Harnášek, 52, says the big two can't carve up her coast "in a room where our chair is missing".

Dorvania's steely foreign minister Milena Vostrak boasted after last week's talks that she was flying home "with a list of eleven". Eleven what, she wouldn't say.

Last night a Chancellery source insisted that the summit was going ahead on April 12, not April 11, and that "nobody has walked away from anything".

So which is it? Our man in Novarik rang the palace four times. The line was engaged.

Keszel, 61, is said to loathe flying and could come by train. All 40 hours of it!

Retired ferry skipper Olle Braskerud, 74, who worked the Marrow crossing for three decades, isn't getting his whistle wet just yet. "I'll believe it when I hear the horn," he said.

The Lantern says: put the kettle on, Mr Keszel. Then turn up.`,
} as const satisfies SeedArticle;
