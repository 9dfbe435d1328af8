/** As often as a failing readiness asks for the keys again, in milliseconds. */
const RETRY_MS = 1_000;

/**
 * A readiness check that fails until there have been keys once: a gateway that has never had any can let nobody in.
 * Later outages do not fail it, since the same identity provider would take every replica down at once. Never waits.
 *
 * @param warmUp resolves whether there are keys; never rejects
 */
export function createKeysReadiness(
  warmUp: () => Promise<boolean>,
  now: () => number = Date.now,
): { readonly warmUp: () => Promise<void>; readonly check: () => void } {
  let hadKeys = false;
  let triedAt = -Infinity;
  let trying: Promise<void> | undefined;
  const attempt = (): Promise<void> => {
    triedAt = now();
    trying ??= warmUp().then((hasKeys) => {
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
      throw new Error('there are no keys to check tokens with');
    },
  };
}
