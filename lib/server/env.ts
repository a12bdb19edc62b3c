import "server-only";
import { z } from "zod";

const flag = z
  .string()
  .transform((value) => value === "1" || value.toLowerCase() === "true")
  .optional();
const text = z
  .string()
  .transform((value) => value.trim() || undefined)
  .optional();

const Env = z.object({
  DATABASE_URL: text,
  /** For LISTEN and migrations, which a transaction pooler can't carry. */
  DATABASE_DIRECT_URL: text,
  /** For exports, where a read replica is at hand. */
  DATABASE_REPLICA_URL: text,
  CONCORD_DATA_DIR: z.string().default("./.data"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  /** How people reach the server; needed behind a proxy. */
  APP_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
  NEXTAUTH_SECRET: z.string().min(32, "needs at least 32 characters").optional(),
  /** How many proxies stand in front whose X-Forwarded-For can be believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  SESSION_IDLE_HOURS: z.coerce.number().positive().default(12),
  SESSION_DAYS: z.coerce.number().positive().default(7),
  /** Where mail is handed in, such as smtps://user:password@mail.example.org; without it none is sent. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom mail comes from. */
  MAIL_FROM: text,
  OIDC_ISSUER: text,
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_NAME: text,
  GITHUB_CLIENT_ID: text,
  GITHUB_CLIENT_SECRET: text,
  GOOGLE_CLIENT_ID: text,
  GOOGLE_CLIENT_SECRET: text,
  CONCORD_NO_DEMO: flag,
  /** Commands print the stack of what went wrong. */
  CONCORD_DEBUG: flag,
  /** Where a command was typed; set by npm, which runs it in the project's folder. */
  INIT_CWD: text,
});
export type Env = z.output<typeof Env>;

/** A variable that is set to nothing, as compose files do, is a variable that is not set. */
const given = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));

let parsed: Env | undefined;

/** The settings, read once. A wrong one stops the process with words that name it. */
export function env(): Env {
  if (parsed) return parsed;
  // The one place that reads it; everything else takes parsed values.
  const result = Env.safeParse(given(process.env));
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new Error(`The environment can't be used: ${wrong.join("; ")}`);
  }
  parsed = result.data;
  return parsed;
}

/** What this process decided itself (its database, a free port) for itself and for those that it starts. */
export function adoptSettings(settings: {
  readonly DATABASE_URL?: string;
  readonly DATABASE_DIRECT_URL?: string;
  readonly PORT?: string;
  readonly CONCORD_DATA_DIR?: string;
  readonly LOG_LEVEL?: string;
}): void {
  Object.assign(process.env, settings);
  parsed = undefined;
}

/** The environment for a process that this one starts. */
export const environmentWith = (extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...extra,
});
