import { toGraphqlResult } from './graphql-result.js';
import { isGatewayError } from './errors.js';
import { type OperationDocument } from './operation.js';
import { isSafeToRetry } from './safe-to-retry.js';

export interface RetryOptions {
  /**
   * The document of the operation, which distinguishes a query from a mutation. Without it, the strictest rule
   * applies.
   */
  readonly document?: OperationDocument | undefined;
  /** The largest number of attempts, including the first. Default: 3. */
  readonly maxAttempts?: number | undefined;
  /** The time after the first attempt in which another attempt may start, in milliseconds. Default: 15,000. */
  readonly maxElapsedMs?: number | undefined;
  /**
   * The pause before the second attempt if the gateway sends no `retryAfterMs`, in milliseconds. It doubles each
   * time. Default: 1,000.
   */
  readonly delayMs?: number | undefined;
  /** Aborts a pause, and is passed to `execute`. */
  readonly signal?: AbortSignal | undefined;
  /** Returns a random number from 0 to 1 for the jitter. Default: Math.random. */
  readonly random?: (() => number) | undefined;
}

/**
 * The largest jitter, as a fraction of the pause. It prevents clients that failed at the same time from retrying
 * at the same time.
 */
const JITTER = 0.5;

/** The longest delay of a timer, in milliseconds. A longer timer would fire immediately. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Executes an operation, and repeats it while this is safe, after the `retryAfterMs` of the gateway.
 * @param execute sends the operation once; it may return or throw errors
 * @returns the result of the last attempt
 * @throws the error of the last attempt, or the reason of the signal if it aborts before an attempt
 */
export async function withRetry<Answer>(
  execute: (signal: AbortSignal | undefined) => PromiseLike<Answer>,
  options: RetryOptions = {},
): Promise<Answer> {
  const { document, maxAttempts = 3, maxElapsedMs = 15_000, delayMs = 1000, signal } = options;
  const { random = Math.random } = options;
  const startedAtMs = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    const { answer, conclude } = await settle(() => execute(signal));
    if (!(attempt < maxAttempts) || !isSafeToRetry(answer, document)) return conclude();
    const usualMs = delayMs * 2 ** (attempt - 1);
    const pauseMs = toRetryAfterMs(answer, usualMs) * (1 + JITTER * random());
    const elapsedMs = performance.now() - startedAtMs;
    if (!(elapsedMs + pauseMs <= Math.min(maxElapsedMs, LONGEST_TIMER_MS))) return conclude();
    await pause(pauseMs, signal);
  }
}

interface Settled<Answer> {
  /** The value that was returned or thrown. */
  readonly answer: unknown;
  /** Returns or throws this value. */
  readonly conclude: () => Answer;
}

async function settle<Answer>(execute: () => PromiseLike<Answer>): Promise<Settled<Answer>> {
  try {
    const answer = await execute();
    return { answer, conclude: () => answer };
  } catch (thrown) {
    return {
      answer: thrown,
      conclude: () => {
        throw thrown;
      },
    };
  }
}

/** Returns the longest pause in the errors, in milliseconds. */
function toRetryAfterMs(answer: unknown, usualMs: number): number {
  const pauses = toGraphqlResult(answer)?.errors.map(({ extensions }) => {
    const asked = isGatewayError(extensions) ? extensions.retryAfterMs : undefined;
    return typeof asked === 'number' && asked >= 0 ? asked : usualMs;
  });
  return Math.max(...(pauses ?? [usualMs]));
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
