import "server-only";
import { type ProblemCode, problems } from "@/lib/contracts/problem";

/** A refusal that the caller is told about: a code of the one table, and words that say what to do. */
export class AppError extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "AppError";
    this.status = problems[code].status;
  }
}

/** A refusal about one field of the input. */
export const invalid = (field: string, message: string): AppError =>
  new AppError("invalid_input", message, { issues: [{ field, message }] });

export const missing = (what: string): AppError =>
  new AppError("not_found", `There is no such ${what}, or it isn't yours to see.`);
