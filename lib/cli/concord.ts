import { AppError } from "@/lib/server/app-error";
import { env } from "@/lib/server/env";
import { logToStandardError } from "@/lib/server/log";
import { StartupProblem } from "@/lib/server/postgres/startup-problem";
import { backup } from "./backup";
import { type Command, UsageProblem } from "./command";
import { doctor } from "./doctor";
import { exportCommand } from "./export";
import { importCommand } from "./import";
import { createKeyCommand } from "./key";
import { createProjectCommand } from "./project";
import { restore } from "./restore";
import { start } from "./start";
import { createUserCommand } from "./user";
import { worker } from "./worker";

const commands: readonly Command[] = [
  start,
  worker,
  createUserCommand,
  createKeyCommand,
  createProjectCommand,
  importCommand,
  exportCommand,
  backup,
  restore,
  doctor,
];
/** These run until they are stopped; their log is what they say. */
const services: readonly Command[] = [start, worker];

async function main(words: readonly string[]): Promise<number> {
  const [first = "help", second = ""] = words;
  if (["help", "--help", "-h"].includes(first)) {
    console.log(help());
    return 0;
  }
  const command = commands.find(({ name }) => name === first || name === `${first} ${second}`);
  if (!command) throw new UsageProblem(unknown(first));
  const rest = words.slice(command.name.split(" ").length);
  if (rest.includes("--help") || rest.includes("-h")) {
    console.log(`${command.summary}\n\n    ${usageOf(command)}`);
    return 0;
  }
  if (!services.includes(command)) logToStandardError();
  try {
    return await command.run(rest, interruption());
  } catch (thrown) {
    if (thrown instanceof UsageProblem) thrown.message += `\n\n    ${usageOf(command)}`;
    throw thrown;
  }
}

const usageOf = ({ name, usage }: Command): string => `npm run concord -- ${name} ${usage}`.trim();

const help = (): string =>
  [
    "Concord's commands:",
    ...commands.map((command) => `    ${usageOf(command)}\n        ${command.summary}`),
  ].join("\n\n");

function unknown(word: string): string {
  const subjects = commands.filter(({ name }) => name.startsWith(`${word} `));
  if (subjects.length > 0) return `Say which: ${subjects.map(({ name }) => name).join(", ")}.`;
  return `There is no command “${word}”. \`npm run concord -- help\` lists them.`;
}

/** Aborts when somebody presses Ctrl-C or the system asks this process to end. Asked again, it ends at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (controller.signal.aborted && signal === "SIGINT" && process.stdin.isTTY) process.exit(130);
      controller.abort();
    });
  return controller.signal;
}

/** What a person can put right is told without a stack. */
function explain(thrown: unknown): string {
  const isDebugging = env().CONCORD_DEBUG === true;
  if (isDebugging && thrown instanceof Error) return thrown.stack ?? thrown.message;
  if (thrown instanceof StartupProblem) return `${thrown.message}\n${thrown.remedy}`;
  if (thrown instanceof UsageProblem || thrown instanceof AppError) return thrown.message;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return `${message}\nWith CONCORD_DEBUG=1 this command says more.`;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    let words: string;
    try {
      words = explain(thrown);
    } catch {
      // The settings themselves can't be read.
      words = thrown instanceof Error ? thrown.message : String(thrown);
    }
    console.error(words);
    process.exitCode = thrown instanceof UsageProblem ? 2 : 1;
  },
);
