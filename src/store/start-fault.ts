import { codeOf } from '../stream/thrown.js';
import { toStoreReason } from './store-reason.js';

/**
 * An error with one line that explains why the gateway cannot start with its database. It contains neither the address
 * nor its parts.
 */
export function toStartFault(cause: unknown): Error {
  const reason = toStoreReason(cause);
  const word = reason === 'unknown' ? (codeOf(cause) ?? reason) : reason;
  const message = `DATABASE_URL: the database cannot be used (${word}); is it there, and may this user create tables?`;
  return new Error(message, { cause });
}
