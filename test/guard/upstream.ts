import { StreamError } from '../../src/stream/errors.js';

/** Attempts that stay open until the test answers them. */
export interface HeldAttempts {
  readonly attempt: (signal: AbortSignal) => Promise<string>;
  /** The number of attempts that were made. */
  readonly made: () => number;
  readonly signals: readonly AbortSignal[];
  /** Answers all open attempts. */
  answer(value?: string): void;
  fail(error: StreamError): void;
}

export function holdAttempts(): HeldAttempts {
  const open: { resolve: (value: string) => void; reject: (error: StreamError) => void }[] = [];
  const signals: AbortSignal[] = [];
  return {
    attempt: (signal) => {
      signals.push(signal);
      return new Promise((resolve, reject) => {
        open.push({ resolve, reject });
      });
    },
    made: () => signals.length,
    signals,
    answer(value = 'done') {
      for (const { resolve } of open.splice(0)) resolve(value);
    },
    fail(error) {
      for (const { reject } of open.splice(0)) reject(error);
    },
  };
}

/** Attempts that end with the entries of the list, in order. The last entry is used for all further attempts. */
export function scriptAttempts(...script: readonly (StreamError | string)[]): {
  readonly attempt: () => Promise<string>;
  readonly made: () => number;
} {
  let made = 0;
  return {
    attempt: () => {
      const end = script[Math.min(made, script.length - 1)];
      made += 1;
      return end instanceof StreamError ? Promise.reject(end) : Promise.resolve(end ?? '');
    },
    made: () => made,
  };
}

export const unavailable = (): StreamError => new StreamError('UPSTREAM_UNAVAILABLE', { outcome: 'UNKNOWN' });
export const refused = (): StreamError => new StreamError('UPSTREAM_UNAVAILABLE', { outcome: 'NOT_SENT' });
export const throttled = (retryAfterMs?: number): StreamError =>
  new StreamError('RATE_LIMITED', { outcome: 'REJECTED', retryAfterMs });
export const rejected = (): StreamError => new StreamError('DOMAIN_NOT_FOUND', { outcome: 'REJECTED' });

/** Returns the result or the error of a promise as a value that a test can compare. */
export async function endOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    return await promise;
  } catch (thrown) {
    if (!(thrown instanceof StreamError)) throw thrown;
    const { code, outcome, retryable, retryAfterMs } = thrown;
    return { code, outcome, retryable, retryAfterMs };
  }
}
