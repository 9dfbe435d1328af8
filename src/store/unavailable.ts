import { StreamError } from '../stream/errors.js';
import { codeOf } from '../stream/thrown.js';
import { type StoreReason } from '../stream/reasons.js';
import { sqliteResultOf, sqlStateOf, toStoreReason } from './store-reason.js';

/** SQLSTATE classes of a wrong statement. A missing right (42501) is the operator's to give. */
const WRONG_STATEMENT = new Set(['22', '23', '42']);
const MISSING_RIGHT = '42501';

/** SQLite's result codes for a wrong statement, a broken constraint and a wrong type. */
const WRONG_SQLITE_STATEMENT = new Set([1, 19, 20, 25]);

/** SQLSTATE of a server that has become read-only, is stopping or starting: nothing was done, another may do it. */
const DROPPED_STATES = new Set(['25006', '57P01', '57P02', '57P03']);

/** A database that restarts is back in a second or two. */
const RETRY_AFTER_MS = 1000;

/** STORE_UNAVAILABLE. The reason is for the log and for readiness, never for a client. */
export class StoreUnavailable extends StreamError {
  readonly reason: StoreReason;

  constructor(reason: StoreReason, cause?: unknown) {
    super('STORE_UNAVAILABLE', {
      outcome: 'NOT_SENT',
      retryAfterMs: RETRY_AFTER_MS,
      detail: { reason },
      cause,
    });
    this.reason = reason;
  }
}

/**
 * Whether the connection is of no more use and a new one may help: it broke, or its server was demoted or is stopping.
 * 08 is the SQLSTATE class of connection faults, which a pooler sends too.
 */
export function isConnectionFault(thrown: unknown): boolean {
  if (thrown instanceof StreamError || codeOf(thrown) === 'ERR_SQLITE_ERROR') return false;
  const state = sqlStateOf(thrown);
  return state === undefined || state.startsWith('08') || DROPPED_STATES.has(state);
}

/** SQLSTATE classes of a server that is starting, stopping or full: 57, operator intervention; 53, resources. */
const PASSING_CLASSES = new Set(['53', '57']);

/** Whether it passes by itself. A wrong password, a missing database or a missing right does not. */
export function isAway(thrown: unknown): boolean {
  const state = sqlStateOf(thrown);
  return isConnectionFault(thrown) || (state !== undefined && PASSING_CLASSES.has(state.slice(0, 2)));
}

/** A database that does not do its work is STORE_UNAVAILABLE; a wrong statement stays the bug that it is. */
export function toStoreFault(thrown: unknown): unknown {
  if (thrown instanceof StreamError) return thrown;
  const result = sqliteResultOf(thrown);
  if (result !== undefined && WRONG_SQLITE_STATEMENT.has(result)) return thrown;
  const state = sqlStateOf(thrown);
  if (state !== undefined && state !== MISSING_RIGHT && WRONG_STATEMENT.has(state.slice(0, 2))) return thrown;
  return new StoreUnavailable(toStoreReason(thrown), thrown);
}
