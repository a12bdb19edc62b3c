import "server-only";
import { Snapshot } from "../corpus/snapshot";
import { connect } from "../database";
import { type Check, firstOf, VIOLATIONS_SHOWN_MAX, type View, type Violation } from "./check";
import { brokenContent, brokenSchemes } from "./content-checks";
import { logChecks } from "./log-checks";
import { rowChecks } from "./row-checks";

export type Finding = {
  readonly name: string;
  /** How many violations there are; `first` holds the beginning of them. */
  readonly count: number;
  readonly first: readonly Violation[];
};

/**
 * Asks of the whole installation everything that must always be true. Reads one unchanging view and changes
 * nothing, so it can run beside a server at work.
 */
export async function* examine(): AsyncGenerator<Finding> {
  const snapshot = await Snapshot.open(() => connect("direct"));
  try {
    yield* examineView(snapshot);
  } finally {
    await snapshot.close();
  }
}

/** The same of a view that the caller has opened. */
export async function* examineView(view: View): AsyncGenerator<Finding> {
  for (const check of [...rowChecks, ...logChecks]) yield await findingOf(view, check);
  const schemes = await brokenSchemes(view);
  yield { name: "A scheme is one that could be saved", count: schemes.length, first: schemes };
  yield* contentFindings(view);
}

async function findingOf(view: View, check: Check): Promise<Finding> {
  const rows = await view.rows<Violation & { count: number }>(firstOf(check));
  const first = rows.map(({ count: _, ...violation }) => violation);
  return { name: check.name, count: rows[0]?.count ?? 0, first };
}

async function* contentFindings(view: View): AsyncGenerator<Finding> {
  const quotes = new Tally("A quote is what the text says there");
  const schemes = new Tally("The scheme knows the tag and the attributes of every annotation");
  for await (const broken of brokenContent(view)) {
    if ("quote" in broken) quotes.add(broken.quote);
    else schemes.add(broken.scheme);
  }
  yield quotes.finding();
  yield schemes.finding();
}

class Tally {
  readonly #first: Violation[] = [];
  #count = 0;

  constructor(readonly name: string) {}

  add(violation: Violation): void {
    this.#count++;
    if (this.#first.length < VIOLATIONS_SHOWN_MAX) this.#first.push(violation);
  }

  finding(): Finding {
    return { name: this.name, count: this.#count, first: this.#first };
  }
}
