import { parseArgs } from "node:util";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";

/** One word after `npm run concord --`, or two ("user create"). */
export type Command = {
  readonly name: string;
  /** What follows the name, as the help shows it. */
  readonly usage: string;
  readonly summary: string;
  /** Answers with the exit code. Without a signal handler of its own: `interrupted` aborts on Ctrl-C. */
  run(words: readonly string[], interrupted: AbortSignal): Promise<number>;
};

/** Something wrong in what was typed: exit code 2, and the usage. */
export class UsageProblem extends Error {
  override name = "UsageProblem";
}

type Kind = "text" | "flag";
type Values<Options extends Record<string, Kind>> = {
  readonly [Name in keyof Options]: Options[Name] extends "flag" ? boolean : string | undefined;
};

/** The options and the other words of a command line. Refuses what the command does not know. */
export function readWords<const Options extends Record<string, Kind>>(
  words: readonly string[],
  options: Options,
): { readonly options: Values<Options>; readonly rest: readonly string[] } {
  const declared = Object.fromEntries(
    Object.entries(options).map(([name, kind]) => [
      name,
      { type: kind === "flag" ? ("boolean" as const) : ("string" as const) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: declared,
      allowPositionals: true,
      strict: true,
    });
    const read = Object.entries(options).map(([name, kind]) => [
      name,
      kind === "flag" ? values[name] === true : values[name],
    ]);
    // fromEntries forgets which name has which type; the line above is what the type says.
    return { options: Object.fromEntries(read) as Values<Options>, rest: positionals };
  } catch (thrown) {
    throw new UsageProblem(inPlainWords(thrown, Object.keys(options)));
  }
}

function inPlainWords(thrown: unknown, known: readonly string[]): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const unknown = /Unknown option '([^']+)'/.exec(message)?.[1];
  if (unknown === undefined) return message.split("\n")[0] ?? message;
  const list = known.map((name) => `--${name}`).join(", ");
  return `There is no option ${unknown}.${list === "" ? "" : ` Options are ${list}.`}`;
}

export function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === "") throw new UsageProblem(`--${option} is missing.`);
  return value;
}

export function refuseMore(rest: readonly string[]): void {
  if (rest.length > 0) throw new UsageProblem(`“${rest.join(" ")}” means nothing here.`);
}

/** Everything on standard input, which must be piped: nobody types a password onto a screen that shows it. */
export async function readStandardInput(what: string): Promise<string> {
  if (process.stdin.isTTY)
    throw new StartupProblem(
      `${what} comes through standard input, so that it is not shown and not kept in the shell's history.`,
      "For example: printf %s 'the password' | npm run concord -- …",
    );
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}
