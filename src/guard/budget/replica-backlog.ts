import { type Waiting } from './permit-store.js';

/** A replica without a request for so long no longer waits: a waiting replica sends one at least once a second. */
const FORGOTTEN_AFTER_MS = 3000;

/** Which replica wants how many permits. */
export class ReplicaBacklog {
  readonly #wanted = new Map<string, { readonly waiting: Waiting; readonly seenAtMs: number }>();

  set(replica: string, waiting: Waiting, nowMs: number): void {
    if (waiting.interactive + waiting.bulk === 0) this.#wanted.delete(replica);
    else this.#wanted.set(replica, { waiting, seenAtMs: nowMs });
  }

  /** What each replica but this one waits for. */
  elsewhere(replica: string, nowMs: number): readonly Waiting[] {
    const others: Waiting[] = [];
    for (const [name, { waiting, seenAtMs }] of this.#wanted) {
      if (seenAtMs < nowMs - FORGOTTEN_AFTER_MS) this.#wanted.delete(name);
      else if (name !== replica) others.push(waiting);
    }
    return others;
  }
}

export function toTotal(all: readonly Waiting[]): Waiting {
  let [interactive, bulk] = [0, 0];
  for (const waiting of all) {
    interactive += waiting.interactive;
    bulk += waiting.bulk;
  }
  return { interactive, bulk };
}
