import { type Caller, type SelectClaims } from '../stream/caller.js';
import { StreamError } from '../stream/errors.js';

/** In bytes of JSON. A token cannot contain more. The limit is for other sources of claims. */
const MAX_CLAIMS_BYTES = 16_384;

/**
 * Reduces a caller to what a job stores: the subject and those claims that grants test.
 * @throws StreamError FORBIDDEN if these claims are larger than 16 KiB
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
