import { type Amendment } from './permit-store.js';

/** The N slots of a sliding window, ordered by when they are free again. */
export class Slots {
  readonly #freeAtMs: number[];
  readonly #owner: string[];
  /** Slot numbers, earliest free first. */
  readonly #order: number[];

  constructor(count: number) {
    this.#freeAtMs = new Array<number>(count).fill(-Infinity);
    this.#owner = new Array<string>(count).fill('');
    this.#order = Array.from({ length: count }, (_, slot) => slot);
  }

  get count(): number {
    return this.#order.length;
  }

  /** When the slot that is `k`-th to be free is free; never, past the last one. */
  freeAtMs(k: number): number {
    const slot = this.#order[k];
    return slot === undefined ? Infinity : (this.#freeAtMs[slot] ?? Infinity);
  }

  /** Takes the slot that is free first. */
  occupyEarliest(freeAtMs: number, owner: string): number {
    const slot = this.#order.shift();
    if (slot === undefined) throw new RangeError('A budget without slots grants nothing.');
    this.#owner[slot] = owner;
    this.#insert(slot, freeAtMs);
    return slot;
  }

  amend({ slot, expectedMs, freeAtMs }: Amendment): void {
    if (this.#freeAtMs[slot] !== expectedMs || expectedMs === freeAtMs) return;
    this.#order.splice(this.#order.indexOf(slot), 1);
    this.#insert(slot, freeAtMs);
  }

  /** How many slots `owner` still occupies at `atMs`. */
  heldBy(owner: string, atMs: number): number {
    return this.#order.filter((slot) => this.#owner[slot] === owner && (this.#freeAtMs[slot] ?? 0) > atMs)
      .length;
  }

  /** From the end, where nearly every slot belongs: grants come in the order of time. */
  #insert(slot: number, freeAtMs: number): void {
    let place = this.#order.length;
    while (place > 0 && this.freeAtMs(place - 1) > freeAtMs) place -= 1;
    this.#freeAtMs[slot] = freeAtMs;
    this.#order.splice(place, 0, slot);
  }
}
