import "server-only";
import pino from "pino";
import { env } from "./env";

let logger: pino.Logger | undefined;

/** Structured log on standard output. Never article text, passwords, cookies or keys. */
export function log(): pino.Logger {
  logger ??= create(1);
  return logger;
}

/** For commands, whose standard output belongs to what they were asked for. */
export function logToStandardError(): void {
  logger = create(2);
}

function create(descriptor: 1 | 2): pino.Logger {
  const options = {
    level: env().LOG_LEVEL,
    redact: {
      paths: ["*.password", "*.token", "*.key", "*.cookie", "*.authorization", "*.text", "*.quote"],
      censor: "[redacted]",
    },
  };
  return pino(options, pino.destination(descriptor));
}
