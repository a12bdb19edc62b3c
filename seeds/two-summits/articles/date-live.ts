import type { SeedArticle } from "@/seeds/two-summits/seed-article";

export const dateLive = {
  key: "date-live",
  title: "As it happened: April summit announced, then half un-announced",
  outlet: "Newsdeck Live",
  publisherCountry: "Velmark",
  byline: "Newsdeck live team",
  url: "https://newsdeck.example/live/april-summit",
  publishedAt: "2025-03-21T18:05:00Z",
  language: "en",
  genre: "news",
  text: `This page is closed for the day. Below is a summary of what came in on the planned meeting of the Velmark and Dorvanian presidents, oldest first.
09:05
Velmark goes first. President Ilse Varrand will meet President Dragomir Keszel in Oumrane on Saturday, April 12, the Chancellery says in a two-line notice. On the agenda: “the strait and whatever surrounds it”.
09:40
Not so fast. Stopped on the way to his car in Novarik and asked if April 12 is fixed, Dorvanian spokesman Ilko Brandev says: “The table is being laid. I would not sit down yet.” Asked twice more, he closes the car door.
10:20
Insurers in Tarnholm shave a tenth off the premium for ships waiting outside the Marrow Strait, then put half of it back on.
11:30
Foreign Minister Tobias Rennquist tells Harbour Radio there is no contradiction: the delegations that sat down in Oumrane on Tuesday only ever claimed to be meeting about how to meet.
12:10
“Bags packed, tea ordered, Oumrane here we come 🚢” That is Casimir Odell, Varrand’s envoy for the strait, on the short-message service Chirrup. Twenty-five minutes later the post is gone. It returns at 13:00 without the ship.
13:45
Pelluna reacts. Nobody can decide what becomes of Lissenia’s coast while Lissenia is left standing outside the room, an aide quotes Prime Minister Žofia Harnášek as saying.
15:15
Tazirra confirms that it will host. Its foreign minister, Idriss Taleghane, says he is “delighted to lend a roof”.
16:50
The Dorvanian foreign ministry puts out a notice of its own. It announces “a working contact at the highest level in the first half of April”. There is no day in it, and no city.
17:30
Varrand’s press office is asked whether the two notices describe one event. “We are certain ours does,” comes the answer.
What we know: both capitals say the leaders intend to meet, and one of them says when.
What we don’t: whether the other agrees. Good night.`,
} as const satisfies SeedArticle;
