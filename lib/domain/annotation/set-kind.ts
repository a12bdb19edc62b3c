/** Whose assertions a set holds: one person's, the gold, those that came with a file, or a program's proposals. */
export const setKinds = ["annotator", "gold", "imported", "suggestions"] as const;
export type SetKind = (typeof setKinds)[number];
