import { type AttemptEnd } from './observed-upstream.js';

/** The upstream's words for keys that it does not take (documentation; see the error table of the upstream room). */
const REJECTIONS = /^(?:InvalidAccessKeyId|InvalidSecurityToken|SignatureDoesNotMatch)/;
/** Nothing heals a rejected key but another, and only a call can tell: after this long, requests may try. */
const HOLD_MS = 30_000;

export interface CredentialWatch {
  readonly onAttempt: (end: AttemptEnd) => void;
  /** @throws Error while the upstream has lately rejected the keys and accepted none since */
  check(): void;
}

/** Keeps in mind whether the upstream takes the keys, as its answers say. Asks nothing by itself. */
export function createCredentialWatch(now: () => number = () => performance.now()): CredentialWatch {
  let rejectedUntilMs = -Infinity;
  return {
    onAttempt({ failed, upstreamCode }) {
      if (!failed) rejectedUntilMs = -Infinity;
      else if (upstreamCode !== undefined && REJECTIONS.test(upstreamCode)) rejectedUntilMs = now() + HOLD_MS;
    },
    check() {
      if (now() < rejectedUntilMs) throw new Error('the upstream rejects the credentials');
    },
  };
}
