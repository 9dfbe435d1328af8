import { type Slot } from './budget-state.js';
import { type Amendment } from './permit-store.js';

/**
 * The slots of a sliding window, for the allocation of one request. They are ordered by the time when they are free.
 */
export class Slots {
  readonly #slots: Slot[];

  constructor(slots: readonly Slot[]) {
    this.#slots = slots.slice();
  }

  /** The slots in their present state. Do not change the slots after this. */
  get all(): readonly Slot[] {
    return this.#slots;
  }

  get count(): number {
    return this.#slots.length;
  }

  /** The time when the slot at position `k`, from 0, is free. Infinity for a position after the last slot. */
  freeAtMs(k: number): number {
    return this.#slots[k]?.freeAtMs ?? Infinity;
  }

  /** Occupies the slot that is free first. */
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

  /** The number of slots that `owner` still occupies at `atMs`. */
  heldBy(owner: string, atMs: number): number {
    return this.#slots.filter((slot) => slot.owner === owner && slot.freeAtMs > atMs).length;
  }

  /** Searches from the end, because slots are granted in the order of time and nearly all belong at the end. */
  #insert(slot: Slot): void {
    let place = this.#slots.length;
    while (place > 0 && this.freeAtMs(place - 1) > slot.freeAtMs) place -= 1;
    this.#slots.splice(place, 0, slot);
  }
}
