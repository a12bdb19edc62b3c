/** Texts for the journeys: short, invented, and with everything that makes offsets hard. */
export const talks = [
  "Talks in Brindle end without a date",
  "Minister Oran met President Vell in Brindle on Tuesday. “We will meet again before the harvest,” Oran said after the meeting. The summit had been planned for weeks.",
  "A spokesperson for President Vell declined to confirm the date. “Nothing has been agreed,” she said, “and nothing has been refused.”",
  "Observers in the capital said both leaders had reasons to wait.",
].join("\n\n");

export const family = "👩‍👩‍👧‍👦";
export const hard = [
  "Signs that are more than one",
  `The delegation ${family} arrived. The cafe\u0301 was closed, and 🇳🇵 flags flew.`,
  "قال الوزير أوران إن القمة ستعقد قريبا.",
  "Ask naïve\u0308 readers: e\u0301te\u0301 is summer.",
].join("\n\n");

/** A long text of numbered paragraphs, each with a word that is nowhere else. */
export const long = (paragraphs: number): string =>
  Array.from(
    { length: paragraphs },
    (_, at) =>
      `Paragraph ${at} begins. Envoys spoke of harbour dues for the ${at}th time and of marker${at}sign, which nobody had seen before. They agreed to go on talking while the ships waited outside.`,
  ).join("\n\n");
