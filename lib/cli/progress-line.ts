const isScreen = process.stderr.isTTY === true;

/** Shows how far something is: in place on a screen, and in a log a line for each tenth. */
export class ProgressLine {
  #shown = "";

  constructor(readonly title: string) {}

  show(done: number, total: number): void {
    const tenth = total === 0 ? 0 : Math.floor((done / total) * 10);
    const words = `${this.title}: ${done} of ${total}`;
    const mark = isScreen ? words : String(tenth);
    if (mark === this.#shown) return;
    this.#shown = mark;
    process.stderr.write(isScreen ? `\r${words}   ` : `${words}\n`);
  }

  end(): void {
    if (isScreen && this.#shown !== "") process.stderr.write("\n");
  }
}
