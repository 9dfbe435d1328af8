export interface WaitLimits {
  /** Default: no limit of time. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits for work that cannot be cancelled: no longer than `timeoutMs`, and no longer than until `signal` aborts. What
 * comes of the work later is ignored. It is not begun where the signal has aborted before.
 * @param toFault makes what is thrown where the wait ends first
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
