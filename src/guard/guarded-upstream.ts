import { toRow, type UpstreamResponse } from '../stream/operations.js';
import { type UpstreamInterceptor } from '../stream/upstream.js';
import { type SendCheck } from './guarded-call.js';
import { type Guard } from './guard.js';
import { sendRefusedError } from './errors.js';
import { checkRepeats } from './repeat-check.js';

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
