import { type CredentialReason, Unusable } from '../../stream/reasons.js';
import { type AttemptEnd } from './upstream-calls.js';

/** Matches the codes of the upstream for rejected keys (documentation; see the error table in src/upstream). */
const REJECTED = /^(?:InvalidAccessKeyId|InvalidSecurityToken|SignatureDoesNotMatch)/;
/** The code of the upstream for a time stamp that differs by more than 15 minutes (documentation). */
const SKEWED = 'InvalidTimeStamp';
/**
 * The time after which a rejection no longer counts, in milliseconds. Only a call can show that a new key or a
 * corrected clock has solved the problem, and a replica that is not ready receives no requests.
 */
const HOLD_MS = 30_000;

export interface CredentialWatch {
  readonly onAttempt: (end: AttemptEnd) => void;
  /**
   * Checks the keys and the clock.
   * @throws Unusable if the upstream has recently rejected the keys (`rejected`) or the clock of the machine
   *   (`clock`), and no call has succeeded since
   */
  check(): void;
}

/** Creates the watch of keys and clock. It uses only the answers of the upstream, and makes no call. */
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
