/** What a measure compares: marks, words, whole documents, attributes of matched marks, or relations. */
export const agreementLevels = ["span", "token", "document", "attribute", "relation"] as const;
export type AgreementLevel = (typeof agreementLevels)[number];

/**
 * How far apart two values are: different or not (nominal), in their order (ordinal), as numbers (interval).
 */
export const scales = ["nominal", "ordinal", "interval"] as const;
export type Scale = (typeof scales)[number];

/** Over which stretches of time agreement is followed. */
export const periodLengths = ["day", "week", "month", "quarter"] as const;
export type PeriodLength = (typeof periodLengths)[number];
