import { toGraphqlResult } from './graphql-result.js';
import { isGatewayError } from './errors.js';
import { type OperationDocument } from './operation.js';
import { isSafeToRetry } from './safe-to-retry.js';

export interface RetryOptions {
  /** The operation's document, which distinguishes a query from a mutation. Without it, the strictest rule applies. */
  readonly document?: OperationDocument | undefined;
  /** Attempts in all, the first one included. Default 3. */
  readonly maxAttempts?: number | undefined;
  /** No attempt starts later than this after the first, in milliseconds. Default 15,000. */
  readonly maxElapsedMs?: number | undefined;
  /** The pause before the second attempt where the gateway names none, in milliseconds; doubled each time. Default 1,000. */
  readonly delayMs?: number | undefined;
  /** Ends a pause, and is handed to `execute`. */
  readonly signal?: AbortSignal | undefined;
  /** From 0 to 1; the jitter is drawn from it. Default Math.random. */
  readonly random?: (() => number) | undefined;
}

/** A pause is lengthened by at most this part of it, so that clients which failed together do not return together. */
const JITTER = 0.5;

/** A longer timer would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Executes an operation, and again while that is safe, not before the `retryAfterMs` of the gateway.
 * @param execute sends the operation once; it may return its errors or throw them
 * @returns what the last attempt returned
 * @throws what the last attempt threw, or the signal's reason where it aborts before an attempt
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
  /** What was returned or thrown. */
  readonly answer: unknown;
  /** Returns or throws it. */
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

/** The longest of the pauses that the errors ask for. */
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
