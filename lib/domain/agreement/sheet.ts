import { SealedSheet } from "./sealed-sheet";

const FIRST_SIZE = 1_024;

/**
 * What documents add to the slots of topics, one row a document; zeros are not kept. A sheet is about one group
 * of coders and one statistic.
 */
export class Sheet {
  readonly #documents: number[] = [];
  readonly #periods: number[] = [];
  readonly #starts: number[] = [];
  readonly #widths: number[] = [];
  /** By topic and slot, where it was added last: what a row adds twice is added up. */
  readonly #places: number[][] = [];
  #length = 0;
  #topics = new Uint16Array(FIRST_SIZE);
  #slots = new Int32Array(FIRST_SIZE);
  #amounts = new Float64Array(FIRST_SIZE);

  /** Begins the row of a document; one that adds nothing leaves no row. */
  begin(document: number, period: number): void {
    this.#dropEmpty();
    this.#documents.push(document);
    this.#periods.push(period);
    this.#starts.push(this.#length);
  }

  add(topic: number, slot: number, amount: number): void {
    if (amount === 0) return;
    this.#places[topic] ??= [];
    const places = this.#places[topic];
    const place = places[slot] ?? -1;
    if (place >= (this.#starts.at(-1) ?? 0)) {
      this.#amounts[place] = (this.#amounts[place] ?? 0) + amount;
      return;
    }
    places[slot] = this.#length;
    if (this.#length === this.#slots.length) this.#grow();
    this.#topics[this.#length] = topic;
    this.#slots[this.#length] = slot;
    this.#amounts[this.#length++] = amount;
    if ((this.#widths[topic] ?? 0) <= slot) this.#widths[topic] = slot + 1;
  }

  #dropEmpty(): void {
    if (this.#starts.at(-1) !== this.#length) return;
    this.#documents.pop();
    this.#periods.pop();
    this.#starts.pop();
  }

  #grow(): void {
    const size = this.#slots.length * 2;
    const topics = new Uint16Array(size);
    const slots = new Int32Array(size);
    const amounts = new Float64Array(size);
    topics.set(this.#topics);
    slots.set(this.#slots);
    amounts.set(this.#amounts);
    this.#topics = topics;
    this.#slots = slots;
    this.#amounts = amounts;
  }

  /** What was added, ready to be summed. Nothing can be added afterwards. */
  seal(topics: number): SealedSheet {
    this.#dropEmpty();
    const bases = new Int32Array(topics + 1);
    for (let topic = 0; topic < topics; topic++)
      bases[topic + 1] = (bases[topic] ?? 0) + (this.#widths[topic] ?? 0);
    const columns = new Int32Array(this.#length);
    for (let at = 0; at < this.#length; at++)
      columns[at] = (bases[this.#topics[at] ?? 0] ?? 0) + (this.#slots[at] ?? 0);
    const rows = { documents: this.#documents, periods: this.#periods, starts: this.#starts };
    const sealed = new SealedSheet(rows, { columns, amounts: this.#amounts }, bases);
    this.#topics = new Uint16Array();
    this.#slots = new Int32Array();
    this.#amounts = new Float64Array();
    this.#places.length = 0;
    return sealed;
  }
}
