/** Where a conversation stands. */
export const threadStates = ["open", "resolved"] as const;
export type ThreadState = (typeof threadStates)[number];
