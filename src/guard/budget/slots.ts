import { type Slot } from './budget-state.js';
import { type Amendment } from './permit-store.js';

/** The N slots of a sliding window while one request is worked out, ordered by when they are free again. */
export class Slots {
  readonly #slots: Slot[];

  constructor(slots: readonly Slot[]) {
    this.#slots = slots.slice();
  }

  /** As they are now; not to be changed further. */
  get all(): readonly Slot[] {
    return this.#slots;
  }

  get count(): number {
    return this.#slots.length;
  }

  /** When the slot that is `k`-th to be free is free; never, past the last one. */
  freeAtMs(k: number): number {
    return this.#slots[k]?.freeAtMs ?? Infinity;
  }

  /** Takes the slot that is free first. */
  occupyEarliest(freeAtMs: number, owner: string): number {
    const earliest = this.#slots.shift();
    if (earliest === undefined) throw new RangeError('A budget without slots grants nothing.');
    this.#insert({ slot: earliest.slot, freeAtMs, owner });
    return earliest.slot;
  }

  amend({ slot, expectedMs, freeAtMs }: Amendment): void {
    if (expectedMs === freeAtMs) return;
    const place = this.#slots.findIndex((other) => other.slot === slot && other.freeAtMs === expectedMs);
    const [amended] = place < 0 ? [] : this.#slots.splice(place, 1);
    if (amended !== undefined) this.#insert({ slot, freeAtMs, owner: amended.owner });
  }

  /** How many slots `owner` still occupies at `atMs`. */
  heldBy(owner: string, atMs: number): number {
    return this.#slots.filter((slot) => slot.owner === owner && slot.freeAtMs > atMs).length;
  }

  /** From the end, where nearly every slot belongs: grants come in the order of time. */
  #insert(slot: Slot): void {
    let place = this.#slots.length;
    while (place > 0 && this.freeAtMs(place - 1) > slot.freeAtMs) place -= 1;
    this.#slots.splice(place, 0, slot);
  }
}
