import { type BrowserContext, expect } from "@playwright/test";

/** What pages complain about while a test runs: any of it fails the test unless the test brought it about. */
export class Noise {
  readonly #heard: string[] = [];
  readonly #expected: RegExp[] = [];

  /** From a test that pulls the plug: this will be complained about, and that is right. */
  expect(...patterns: readonly RegExp[]): void {
    this.#expected.push(...patterns);
  }

  listen(context: BrowserContext): void {
    context.on("console", (message) => {
      // Breaches of the page's security policy arrive here too.
      if (message.type() === "error")
        this.#heard.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.#heard.push(`uncaught: ${error.error().message}`));
    context.on("dialog", (dialog) => {
      this.#heard.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  check(): void {
    const unexpected = this.#heard.filter((words) => !this.#expected.some((pattern) => pattern.test(words)));
    expect(unexpected, "what the pages complained about").toEqual([]);
  }
}
