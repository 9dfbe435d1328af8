import { toRow, type UpstreamResponse } from '../stream/operations.js';
import { type UpstreamInterceptor } from '../stream/upstream.js';
import { type SendCheck } from './guarded-call.js';
import { type Guard } from './guard.js';
import { sendRefusedError } from './errors.js';
import { StreamError } from '../stream/errors.js';

/**
 * Sends all calls through the guard. The table of operations defines which calls join, which keep their order and which
 * can be repeated.
 */
export function guardUpstream(guard: Guard): UpstreamInterceptor {
  return (next) => (operation, request, context) => {
    const { joinKey, orderKey, retryableAfterSending } = toRow(operation);
    const send = (signal: AbortSignal, onSent: OnSent): Promise<UpstreamResponse<typeof operation>> => {
      onSent();
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
      attempt: (signal, sendCheck, onSent) => {
        if (sendCheck !== undefined) return sendChecked({ operation, sendCheck, signal, onSent, send });
        return (checked ?? send)(signal, onSent);
      },
    });
  };
}

interface CheckedCall<T> {
  readonly operation: string;
  readonly sendCheck: SendCheck;
  readonly signal: AbortSignal;
  readonly onSent: OnSent;
  readonly send: Send<T>;
}

async function sendChecked<T>({ operation, sendCheck, signal, onSent, send }: CheckedCall<T>): Promise<T> {
  await sendCheck();
  if (signal.aborted) throw sendRefusedError(operation);
  return send(signal, onSent);
}

/**
 * A call that is sent later than this after its permit could exceed the limit at the upstream: the budget assumes an
 * arrival at most 250 ms after the time of the permit (arrival-delay.ts), and the network needs a part of it.
 */
const LONGEST_CHECK_MS = 200;

type OnSent = () => void;
type Send<T> = (signal: AbortSignal, onSent: OnSent) => Promise<T>;

/**
 * Sends the first attempt of a call without a check. Checks each further attempt before it is sent, because a change
 * between the attempts can make the call wrong. A refused attempt ends with the error of the attempt before. This error
 * is not retryable, so the client does not repeat the call either.
 */
export function checkRepeats<T>(
  operation: string,
  mayRepeat: () => Promise<boolean>,
  send: Send<T>,
): Send<T> {
  let failure: unknown;
  const attempt: Send<T> = async (signal, onSent) => {
    try {
      return await send(signal, onSent);
    } catch (thrown) {
      failure = thrown;
      throw thrown;
    }
  };
  const repeat = async (signal: AbortSignal, onSent: OnSent, before: unknown): Promise<T> => {
    const beganMs = performance.now();
    // The present attempt is not sent. The retry policy adds the outcome of the attempts before.
    const notSent = { operation, outcome: 'NOT_SENT', retryable: false } as const;
    if (!(await mayRepeat()))
      throw before instanceof StreamError ? before.with(notSent) : new StreamError('RATE_LIMITED', notSent);
    if (signal.aborted || performance.now() - beganMs > LONGEST_CHECK_MS)
      throw new StreamError('RATE_LIMITED', { operation, outcome: 'NOT_SENT' });
    return attempt(signal, onSent);
  };
  return (signal, onSent) =>
    failure === undefined ? attempt(signal, onSent) : repeat(signal, onSent, failure);
}
