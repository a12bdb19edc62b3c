import type { SeedArticle } from "@/seeds/two-summits/seed-article";

export const interviewReview = {
  key: "interview-review",
  title: "“I am not asking for the head of the table”: Žofia Harnášek in conversation",
  outlet: "Northern Quarter Review",
  publisherCountry: "Lissenia",
  byline: "Interview by Tomasin Vey",
  url: "https://northern-quarter.example/conversations/harnasek",
  publishedAt: "2025-03-29T09:00:00Z",
  language: "en",
  genre: "news",
  text: `The prime minister of Lissenia receives visitors in a former customs house. From her window one can see the place where the ships used to turn. We spoke two weeks before the presidents of Velmark and Dorvania are due to meet in Oumrane, a meeting to which she has not been invited.

You have said that the future of the coast cannot be settled in a room where your chair is missing. What would you do with the chair?

Sit on it, mostly. People imagine that a small country wants to make a speech. I want to read the map before it is signed. There is a sandbank on the Dorvanian chart that we have been burying fishermen on for three hundred years.

When did you learn of the telephone call of March 4?

From my son, who had seen it on a screen in a bus. Then from Tobias Rennquist, who is a courteous man and rang at seven in the morning. From Novarik I have not heard to this day.

Ilko Brandev says that the table is being laid and that he would not sit down yet. How do you read him?

As a man who is paid by the riddle. (Laughs.) No, I think he told the truth. They have not decided. Mr Keszel dislikes cities that he does not control, and Oumrane is a very pleasant city that he does not control.

Your critics in Tarnholm say you leased the northern quay to the Velmark navy and cannot now play the neutral.

My predecessor leased it. I raised the rent.

If an invitation came tomorrow, as an observer and without a vote?

“I would take it,” she says at once, and then, after a pause: “I am not asking for the head of the table. I am asking not to be the tablecloth.”

Do you expect the summit to take place on April 12?

I have told my staff to keep that weekend free — and the one after it, and most of May.

This conversation was held in English on March 26 and has been shortened for length.`,
} as const satisfies SeedArticle;
