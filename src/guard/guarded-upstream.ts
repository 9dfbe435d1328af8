import { toRow, type UpstreamResponse } from '../stream/operations.js';
import { type UpstreamInterceptor } from '../stream/upstream.js';
import { type SendCheck } from './guarded-call.js';
import { type Guard } from './guard.js';
import { sendRefusedError } from './errors.js';
import { StreamError } from '../stream/errors.js';

/** Every call passes the guard. What joins, what keeps its order and what is sent again is in the table of operations. */
export function guardUpstream(guard: Guard): UpstreamInterceptor {
  return (next) => (operation, request, context) => {
    const { joinKey, orderKey, retryableAfterSending } = toRow(operation);
    const send = (signal: AbortSignal): Promise<UpstreamResponse<typeof operation>> => {
      context.onSent?.();
      return next(operation, request, { ...context, signal });
    };
    const { mayRepeat } = context;
    const checked = mayRepeat === undefined ? undefined : checkRepeats(operation, mayRepeat, send);
    return guard.run({
      operation,
      context,
      joinKey: joinKey?.(request),
      orderKey: orderKey?.(request),
      retryableAfterSending: retryableAfterSending(request),
      attempt: (signal, sendCheck) => {
        if (sendCheck !== undefined) return sendChecked({ operation, sendCheck, signal, send });
        return (checked ?? send)(signal);
      },
    });
  };
}

interface CheckedCall<T> {
  readonly operation: string;
  readonly sendCheck: SendCheck;
  readonly signal: AbortSignal;
  readonly send: (signal: AbortSignal) => Promise<T>;
}

async function sendChecked<T>({ operation, sendCheck, signal, send }: CheckedCall<T>): Promise<T> {
  await sendCheck();
  if (signal.aborted) throw sendRefusedError(operation);
  return send(signal);
}

/** A permit is for now: a call that leaves this much later, in ms, could break the limit where it arrives. */
const LONGEST_CHECK_MS = 100;

type Send<T> = (signal: AbortSignal) => Promise<T>;

/**
 * One call, whose first attempt is sent as it is and each further one only where it may be repeated: what happened
 * between the attempts may have made the call wrong. A repeat that is refused ends with the failure before it, as one
 * that is not to be repeated by the client either.
 */
export function checkRepeats<T>(
  operation: string,
  mayRepeat: () => Promise<boolean>,
  send: Send<T>,
): Send<T> {
  let failure: unknown;
  const attempt = async (signal: AbortSignal): Promise<T> => {
    try {
      return await send(signal);
    } catch (thrown) {
      failure = thrown;
      throw thrown;
    }
  };
  const repeat = async (signal: AbortSignal, before: unknown): Promise<T> => {
    const beganMs = performance.now();
    // The present attempt is not sent; what is known of those before it is kept by the retry.
    const notSent = { operation, outcome: 'NOT_SENT', retryable: false } as const;
    if (!(await mayRepeat()))
      throw before instanceof StreamError ? before.with(notSent) : new StreamError('RATE_LIMITED', notSent);
    if (signal.aborted || performance.now() - beganMs > LONGEST_CHECK_MS)
      throw new StreamError('RATE_LIMITED', { operation, outcome: 'NOT_SENT' });
    return attempt(signal);
  };
  return (signal) => (failure === undefined ? attempt(signal) : repeat(signal, failure));
}
