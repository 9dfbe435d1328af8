import { type StreamError, toStreamError } from '../stream/errors.js';
import { type CallContext } from '../stream/upstream.js';

/** The result of a call. */
export type Answer<T> =
  | { readonly isSuccess: true; readonly result: T }
  | { readonly isSuccess: false; readonly error: StreamError };

const CALL_MS = 60_000;

/** Creates the context of a call that a command makes. Its lane is interactive, because a user waits for it. */
export function toCallContext(
  correlationId: string,
  {
    limitMs = CALL_MS,
    signal,
  }: { readonly limitMs?: number; readonly signal?: AbortSignal | undefined } = {},
): CallContext {
  const late = AbortSignal.timeout(limitMs);
  return {
    correlationId,
    signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    lane: 'interactive',
  };
}

export async function answerOf<T>(call: Promise<T>): Promise<Answer<T>> {
  try {
    return { isSuccess: true, result: await call };
  } catch (thrown) {
    return { isSuccess: false, error: toStreamError(thrown) };
  }
}
