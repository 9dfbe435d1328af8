import { type KeyReason, Unusable } from '../stream/reasons.js';

/** The interval at which a failing readiness check fetches the keys again, in milliseconds. */
const RETRY_MS = 1_000;

export interface KeySource {
  /** Fetches the keys. Resolves to whether there are keys. Never rejects. */
  readonly warmUp: () => Promise<boolean>;
  /** Returns why the last fetch failed. */
  readonly keysFailure: () => KeyReason | undefined;
}

export interface KeysReadiness {
  readonly warmUp: () => Promise<void>;
  /**
   * Checks that keys were available once.
   * @throws Unusable with a KeyReason
   */
  readonly check: () => void;
}

/**
 * Creates a readiness check that fails until keys were available once, because a gateway without keys cannot
 * accept any token. A later outage does not fail the check: it would make all replicas with the same identity
 * provider not ready at the same time. The check never waits.
 * @param steadyNow returns the monotonic time in milliseconds
 */
export function createKeysReadiness(
  source: KeySource,
  steadyNow: () => number = () => performance.now(),
): KeysReadiness {
  let hadKeys = false;
  let triedAt = -Infinity;
  let trying: Promise<void> | undefined;
  const attempt = (): Promise<void> => {
    triedAt = steadyNow();
    trying ??= source.warmUp().then((hasKeys) => {
      hadKeys ||= hasKeys;
      trying = undefined;
    });
    return trying;
  };
  return {
    warmUp: attempt,
    check: () => {
      if (hadKeys) return;
      if (steadyNow() - triedAt >= RETRY_MS) void attempt();
      throw new Unusable(source.keysFailure() ?? 'no_keys', 'there are no keys to check tokens with');
    },
  };
}
