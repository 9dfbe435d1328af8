export interface WaitLimits {
  /** Default: no time limit. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits for work that cannot be cancelled, at most `timeoutMs` and until `signal` aborts. A later result of the work is
 * ignored. If the signal has already aborted, the work does not start.
 * @param toFault creates the error to throw if the wait ends before the work
 */
export async function waitWithin<T>(
  { timeoutMs, signal }: WaitLimits,
  work: () => Promise<T> | T,
  toFault: () => unknown,
): Promise<T> {
  if (signal?.aborted === true) throw toFault();
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const onEnd = (): void => {
    reject(toFault());
  };
  const timer = timeoutMs === undefined ? undefined : setTimeout(onEnd, timeoutMs);
  signal?.addEventListener('abort', onEnd, { once: true });
  try {
    return await Promise.race([work(), ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onEnd);
  }
}
