import { type BudgetState, type ReplicaWaiting } from './budget-state.js';
import { type Waiting } from './permit-store.js';

/**
 * A replica without a request for this time does not wait any more. A waiting replica sends one at least per second.
 */
const FORGOTTEN_AFTER_MS = 3000;

/** The numbers of permits that the other replicas wait for. */
export class ReplicaBacklog {
  readonly #others: Readonly<Record<string, ReplicaWaiting>>;
  readonly elsewhere: readonly Waiting[];
  readonly total: Waiting;

  constructor({ waiting }: BudgetState, replica: string, nowMs: number) {
    this.#others = Object.fromEntries(
      Object.entries(waiting).filter(
        ([name, { seenAtMs }]) => name !== replica && seenAtMs >= nowMs - FORGOTTEN_AFTER_MS,
      ),
    );
    this.elsewhere = Object.values(this.#others);
    this.total = toTotal(this.elsewhere);
  }

  /** Returns the backlog including the permits that this replica still waits for. */
  with(replica: string, { interactive, bulk }: Waiting, nowMs: number): BudgetState['waiting'] {
    if (interactive + bulk === 0) return this.#others;
    return { ...this.#others, [replica]: { interactive, bulk, seenAtMs: nowMs } };
  }
}

function toTotal(all: readonly Waiting[]): Waiting {
  let [interactive, bulk] = [0, 0];
  for (const waiting of all) {
    interactive += waiting.interactive;
    bulk += waiting.bulk;
  }
  return { interactive, bulk };
}
