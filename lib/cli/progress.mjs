import { interruption } from "./run-process.mjs";

/** What these print is for people; what other commands print on standard output may be for a program. */
const talkative = ["start", "test", "bench"];
const output = talkative.includes(process.argv[2] ?? "") ? process.stdout : process.stderr;
const isScreen = output.isTTY === true;

export const say = (line) => output.write(`${line}\n`);

const seconds = (began) => `${((performance.now() - began) / 1000).toFixed(1)} s`;

/** Runs `work` and shows that it goes on: in place on a screen, in a log with a line each half minute. */
export async function step(title, work) {
  const began = performance.now();
  const show = () => (isScreen ? output.write(`\r${title} … ${seconds(began)} `) : undefined);
  if (isScreen) show();
  else say(`${title} …`);
  const timer = isScreen
    ? setInterval(show, 500)
    : setInterval(() => say(`${title}: still at it after ${seconds(began)}`), 30_000);
  let isDone = false;
  try {
    const result = await work();
    isDone = true;
    return result;
  } finally {
    clearInterval(timer);
    const end = isDone
      ? `done in ${seconds(began)}`
      : interruption() > 0
        ? "interrupted"
        : `failed after ${seconds(began)}`;
    say(isScreen ? `\r${title}: ${end}   ` : `${title}: ${end}`);
  }
}
