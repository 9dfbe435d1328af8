import { setTimeout as sleep } from 'node:timers/promises';
import { sqliteResultOf } from './store-reason.js';

const BUSY = new Set([5, 6]);
const PAUSE_MS = { first: 1, longest: 50 };

export interface SqliteTurnsOptions {
  /** Called before each statement. It throws if the database can no longer be used. */
  readonly check: () => void;
  /** How long a statement waits for a lock of another process, in milliseconds. */
  readonly busyMs: number;
}

/**
 * Orders the statements of one SQLite connection. A statement runs within one turn of the event loop. Only a
 * transaction lasts for several turns, and other statements wait for it. The wait for a lock of another process uses
 * timers, because SQLite's own wait would block the event loop.
 */
export class SqliteTurns {
  readonly #check: () => void;
  readonly #busyMs: number;
  #transaction: { readonly owner: object; readonly ended: PromiseWithResolvers<undefined> } | undefined;

  constructor({ check, busyMs }: SqliteTurnsOptions) {
    this.#check = check;
    this.#busyMs = busyMs;
  }

  /**
   * Runs a statement when no other owner has an open transaction.
   * @throws the last SQLITE_BUSY error after `busyMs`
   */
  async run<T>(owner: object, statement: () => T): Promise<T> {
    const giveUpAtMs = performance.now() + this.#busyMs;
    for (let pauseMs = PAUSE_MS.first; ; pauseMs = Math.min(2 * pauseMs, PAUSE_MS.longest)) {
      while (this.#transaction !== undefined && this.#transaction.owner !== owner)
        await this.#transaction.ended.promise;
      try {
        this.#check();
        return statement();
      } catch (thrown) {
        if (!isBusy(thrown) || performance.now() + pauseMs >= giveUpAtMs) throw thrown;
      }
      await sleep(pauseMs);
    }
  }

  /** Call it in the turn that begins a transaction: other owners wait from now on. */
  started(owner: object): void {
    this.#transaction = { owner, ended: Promise.withResolvers<undefined>() };
  }

  ended(owner: object): void {
    if (this.#transaction?.owner !== owner) return;
    const { ended } = this.#transaction;
    this.#transaction = undefined;
    ended.resolve(undefined);
  }
}

function isBusy(thrown: unknown): boolean {
  const result = sqliteResultOf(thrown);
  return result !== undefined && BUSY.has(result);
}
