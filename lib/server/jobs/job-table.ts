import "server-only";

/** Every kind of background work. The payloads stay small: what a job is about lies in rows. */
export const jobNames = ["import.read", "import.write", "agreement.run", "notification.mail"] as const;
export type JobName = (typeof jobNames)[number];
