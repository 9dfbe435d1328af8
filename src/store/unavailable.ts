import { StreamError } from '../stream/errors.js';
import { codeOf } from '../stream/thrown.js';

/** SQLSTATE classes that say that a statement is wrong, not that the database is away. */
const OUR_FAULTS = new Set(['22', '23', '42']);

function sqlState(thrown: unknown): string | undefined {
  const code = codeOf(thrown);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether the connection may be broken: the server has not said what is wrong. */
export function isConnectionFault(thrown: unknown): boolean {
  return sqlState(thrown) === undefined;
}

/** SQLSTATE classes of a server that is starting, stopping or full: 57, operator intervention; 53, resources. */
const ITS_STATE = new Set(['53', '57']);

/** Whether it passes by itself. A wrong password, a missing database or a missing right does not. */
export function isAway(thrown: unknown): boolean {
  const state = sqlState(thrown);
  return state === undefined || ITS_STATE.has(state.slice(0, 2));
}

/** A database that does not do its work is STORE_UNAVAILABLE; a wrong statement stays the bug that it is. */
export function toStoreFault(thrown: unknown): unknown {
  const state = sqlState(thrown);
  if (thrown instanceof StreamError || (state !== undefined && OUR_FAULTS.has(state.slice(0, 2))))
    return thrown;
  return new StreamError('STORE_UNAVAILABLE', { outcome: 'NOT_SENT', cause: thrown });
}
