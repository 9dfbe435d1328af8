/** What `setTimeout` can wait for; a connection that lasts longer is ended once and opened again. */
const LONGEST_MS = 2 ** 31 - 1;

/** Calls back when a token ends, in milliseconds since 1970; Infinity never does. */
export function atTokenEnd(expiresAtMs: number, callback: () => void): { cancel(): void } {
  if (expiresAtMs === Infinity) return { cancel: () => undefined };
  const timer = setTimeout(callback, Math.min(LONGEST_MS, Math.max(0, expiresAtMs - Date.now())));
  return {
    cancel: () => {
      clearTimeout(timer);
    },
  };
}
