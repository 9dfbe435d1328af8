import { type Lane } from '../../stream/upstream.js';

/** A waiter in a lane. Linked to its neighbours, so that removal costs the same at every position. */
export class LaneEntry<T> {
  readonly value: T;
  lane: Lane | undefined;
  before: LaneEntry<T> | undefined;
  after: LaneEntry<T> | undefined;

  constructor(value: T) {
    this.value = value;
  }
}

class Queue<T> {
  #first: LaneEntry<T> | undefined;
  #last: LaneEntry<T> | undefined;
  length = 0;

  get first(): LaneEntry<T> | undefined {
    return this.#first;
  }

  append(waiter: LaneEntry<T>): void {
    waiter.before = this.#last;
    waiter.after = undefined;
    if (this.#last === undefined) this.#first = waiter;
    else this.#last.after = waiter;
    this.#last = waiter;
    this.length += 1;
  }

  remove(waiter: LaneEntry<T>): void {
    if (waiter.before === undefined) this.#first = waiter.after;
    else waiter.before.after = waiter.after;
    if (waiter.after === undefined) this.#last = waiter.before;
    else waiter.after.before = waiter.before;
    waiter.before = waiter.after = undefined;
    this.length -= 1;
  }
}

/** Two queues, first come first served in each. Which lane a permit is for, its store has decided. */
export class Lanes<T> {
  readonly #queues: Record<Lane, Queue<T>> = { interactive: new Queue<T>(), bulk: new Queue<T>() };

  get interactive(): number {
    return this.#queues.interactive.length;
  }

  get bulk(): number {
    return this.#queues.bulk.length;
  }

  get size(): number {
    return this.interactive + this.bulk;
  }

  enter(waiter: LaneEntry<T>, lane: Lane): void {
    waiter.lane = lane;
    this.#queues[lane].append(waiter);
  }

  /** Takes a waiter out of its lane; false when it had left before. */
  leave(waiter: LaneEntry<T>): boolean {
    if (waiter.lane === undefined) return false;
    this.#queues[waiter.lane].remove(waiter);
    waiter.lane = undefined;
    return true;
  }

  /** Removes and returns the next waiter: interactive first, unless the permit is bulk's own. */
  next(bulkOnly: boolean): LaneEntry<T> | undefined {
    const [first, second] = bulkOnly
      ? (['bulk', 'interactive'] as const)
      : (['interactive', 'bulk'] as const);
    const waiter = this.#queues[first].first ?? this.#queues[second].first;
    if (waiter !== undefined) this.leave(waiter);
    return waiter;
  }
}
