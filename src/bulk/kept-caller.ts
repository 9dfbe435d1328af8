import { type Caller, type SelectClaims } from '../stream/caller.js';
import { StreamError } from '../stream/errors.js';

/** A token holds less; this bounds what any other source of claims may put into the store. In bytes of JSON. */
const MAX_CLAIMS_BYTES = 16_384;

/**
 * The caller as a job keeps it: the subject, and of the claims those that grants test.
 * @throws StreamError FORBIDDEN where these claims are larger than 16 KiB
 */
export function toKeptCaller({ subject, claims }: Caller, selectClaims: SelectClaims): Caller {
  const kept = selectClaims(claims);
  if (Buffer.byteLength(JSON.stringify(kept)) > MAX_CLAIMS_BYTES)
    throw new StreamError('FORBIDDEN', {
      outcome: 'NOT_SENT',
      message: 'The claims of the token are too large to be kept with a bulk job; nothing was started.',
    });
  return { subject, claims: kept };
}
