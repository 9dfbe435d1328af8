import { type Lane } from '../../stream/upstream.js';

/** A waiter in a lane. The lane is a linked list, because removal must be quick at every position. */
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

/** Two queues, each in the order of arrival. The store of the permits decides for which lane a permit is. */
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

  /** Removes a waiter from its lane. Returns false if it has left before. */
  leave(waiter: LaneEntry<T>): boolean {
    if (waiter.lane === undefined) return false;
    this.#queues[waiter.lane].remove(waiter);
    waiter.lane = undefined;
    return true;
  }

  /** Removes and returns the next waiter. The interactive lane is first, unless the permit is only for bulk. */
  next(bulkOnly: boolean): LaneEntry<T> | undefined {
    const [first, second] = bulkOnly
      ? (['bulk', 'interactive'] as const)
      : (['interactive', 'bulk'] as const);
    const waiter = this.#queues[first].first ?? this.#queues[second].first;
    if (waiter !== undefined) this.leave(waiter);
    return waiter;
  }
}
