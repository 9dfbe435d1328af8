import { type KeyReason, Unusable } from '../stream/reasons.js';

/** The interval at which a failing readiness check fetches the keys again, in milliseconds. */
const RETRY_MS = 1_000;

export interface KeySource {
  /** Resolves whether there are keys; never rejects. */
  readonly warmUp: () => Promise<boolean>;
  /** Why the last fetch failed. */
  readonly keysFailure: () => KeyReason | undefined;
}

export interface KeysReadiness {
  readonly warmUp: () => Promise<void>;
  /** @throws Unusable with a KeyReason */
  readonly check: () => void;
}

/**
 * A readiness check that fails until there have been keys once: a gateway that has never had any can accept no token.
 * Later outages do not fail it, since the same identity provider would take every replica down at once. Never waits.
 */
export function createKeysReadiness(source: KeySource, now: () => number = Date.now): KeysReadiness {
  let hadKeys = false;
  let triedAt = -Infinity;
  let trying: Promise<void> | undefined;
  const attempt = (): Promise<void> => {
    triedAt = now();
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
      if (now() - triedAt >= RETRY_MS) void attempt();
      throw new Unusable(source.keysFailure() ?? 'no_keys', 'there are no keys to check tokens with');
    },
  };
}
