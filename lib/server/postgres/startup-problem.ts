import "server-only";

/**
 * Something a person can put right before Concord can run: `message` says what is wrong, `remedy` what to do.
 * Commands print both and no stack.
 */
export class StartupProblem extends Error {
  override name = "StartupProblem";

  constructor(
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The `code` of a Node or Postgres error, or undefined for anything else that was thrown. */
export function errorCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !("code" in thrown)) return undefined;
  return typeof thrown.code === "string" ? thrown.code : undefined;
}
