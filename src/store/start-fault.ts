import { codeOf } from '../stream/thrown.js';
import { toStoreReason } from './store-reason.js';

/** Why a gateway cannot start with its database, in one line without the address or what it holds. */
export function toStartFault(cause: unknown): Error {
  const reason = toStoreReason(cause);
  const word = reason === 'unknown' ? (codeOf(cause) ?? reason) : reason;
  const message = `DATABASE_URL: the database cannot be used (${word}); is it there, and may this user create tables?`;
  return new Error(message, { cause });
}
