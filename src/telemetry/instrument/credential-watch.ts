import { type CredentialReason, Unusable } from '../../stream/reasons.js';
import { type AttemptEnd } from './upstream-calls.js';

/** The upstream's codes for keys that it does not take (documentation; see the error table of the upstream room). */
const REJECTED = /^(?:InvalidAccessKeyId|InvalidSecurityToken|SignatureDoesNotMatch)/;
/** The upstream's code for a time stamp that is more than 15 minutes off (documentation). */
const SKEWED = 'InvalidTimeStamp';
/**
 * Only a call can show that another key or a corrected clock has solved it, and a replica that is not ready gets no
 * requests: after this long, requests may try again.
 */
const HOLD_MS = 30_000;

export interface CredentialWatch {
  readonly onAttempt: (end: AttemptEnd) => void;
  /**
   * @throws Unusable while the upstream has lately rejected the keys (`rejected`) or the machine's clock (`clock`), and
   * no call has succeeded since
   */
  check(): void;
}

/** Keeps whether the upstream takes the keys and the clock, by its answers alone. Makes no call. */
export function createCredentialWatch(now: () => number = () => performance.now()): CredentialWatch {
  let reason: CredentialReason = 'rejected';
  let failingUntilMs = -Infinity;
  return {
    onAttempt({ failed, upstreamCode }) {
      const found = failed ? toReason(upstreamCode) : undefined;
      if (!failed) failingUntilMs = -Infinity;
      else if (found !== undefined) {
        reason = found;
        failingUntilMs = now() + HOLD_MS;
      }
    },
    check() {
      if (now() < failingUntilMs) throw new Unusable(reason, SENTENCES[reason] ?? '');
    },
  };
}

const SENTENCES: Partial<Record<CredentialReason, string>> = {
  rejected: 'the upstream rejects the credentials',
  clock: 'the upstream rejects the time of the machine',
};

function toReason(upstreamCode = ''): CredentialReason | undefined {
  if (REJECTED.test(upstreamCode)) return 'rejected';
  return upstreamCode.startsWith(SKEWED) ? 'clock' : undefined;
}
