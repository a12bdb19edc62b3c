import "server-only";
import { env } from "./env";

const yearSeconds = 365 * 24 * 60 * 60;

/** Tells browsers, where people reach the server by https, never to try it without. For every answer of any kind. */
export const strictTransport = (): Readonly<Record<string, string>> =>
  env().APP_URL?.startsWith("https:") ? { "strict-transport-security": `max-age=${yearSeconds}` } : {};
