import { StreamError } from '../stream/errors.js';
import { codeOf } from '../stream/thrown.js';

/** SQLSTATE classes that say that a statement is wrong, not that the database is away. */
const OUR_FAULTS = new Set(['22', '23', '42']);

/** SQLite's result codes for a wrong statement, a broken constraint and a wrong type. */
const OUR_SQLITE_FAULTS = new Set([1, 19, 20, 25]);

function isOurSqliteFault(thrown: unknown): boolean {
  const result = (thrown as { errcode?: unknown } | undefined)?.errcode;
  return (
    codeOf(thrown) === 'ERR_SQLITE_ERROR' &&
    typeof result === 'number' &&
    OUR_SQLITE_FAULTS.has(result & 0xff)
  );
}

function sqlState(thrown: unknown): string | undefined {
  const code = codeOf(thrown);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether the connection may be broken: the server has not said what is wrong. */
export function isConnectionFault(thrown: unknown): boolean {
  return codeOf(thrown) !== 'ERR_SQLITE_ERROR' && sqlState(thrown) === undefined;
}

/** SQLSTATE classes of a server that is starting, stopping or full: 57, operator intervention; 53, resources. */
const ITS_STATE = new Set(['53', '57']);

/** Whether it passes by itself. A wrong password, a missing database or a missing right does not. */
export function isAway(thrown: unknown): boolean {
  const state = sqlState(thrown);
  return state === undefined || ITS_STATE.has(state.slice(0, 2));
}

/** A database that restarts is back in a second or two. */
const RETRY_AFTER_MS = 1000;

/** A database that does not do its work is STORE_UNAVAILABLE; a wrong statement stays the bug that it is. */
export function toStoreFault(thrown: unknown): unknown {
  const state = sqlState(thrown);
  if (isOurSqliteFault(thrown)) return thrown;
  if (thrown instanceof StreamError || (state !== undefined && OUR_FAULTS.has(state.slice(0, 2))))
    return thrown;
  return new StreamError('STORE_UNAVAILABLE', {
    outcome: 'NOT_SENT',
    retryAfterMs: RETRY_AFTER_MS,
    cause: thrown,
  });
}
