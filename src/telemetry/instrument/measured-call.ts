import { type CallTrace } from '../../stream/call-trace.js';
import { type Outcome, type StreamError } from '../../stream/errors.js';
import { type CallContext, type UpstreamOperation } from '../../stream/upstream.js';
import { type Span, type SpanFields, type Tracer } from '../tracer.js';

/** A shorter wait gets no span: it would not be visible in a trace. */
const VISIBLE_MS = 1;

/** What is known of a call when it has ended. */
export interface CallEnd {
  readonly outcome: 'SUCCEEDED' | Outcome;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  /** Waiting for permits, pauses before retries included. */
  readonly waitMs: number;
  /** At the upstream, all attempts together. */
  readonly upstreamMs: number;
  /** 0 where nothing was sent, or the call shared another's. */
  readonly attempts: number;
}

/** One call from its beginning to its end: measured, and a span with one child for each wait and attempt. */
export class MeasuredCall implements CallTrace {
  readonly #operation: UpstreamOperation;
  readonly #span: Span | undefined;
  #attempt: Span | undefined;
  #sinceMs = 0;
  #state: 'idle' | 'waiting' | 'sent' | 'ended' = 'idle';
  #attempts = 0;
  #waitMs = 0;
  #upstreamMs = 0;

  constructor(operation: UpstreamOperation, span: Span | undefined) {
    this.#operation = operation;
    this.#span = span;
  }

  get traceparent(): string | undefined {
    return this.#attempt?.traceparent;
  }

  queued(): void {
    this.#sinceMs = performance.now();
    this.#state = 'waiting';
  }

  sent(): void {
    // Other waiters may still need the shared call when its first caller has left.
    if (this.#state !== 'waiting') return;
    this.#endWait();
    this.#state = 'sent';
    this.#attempts += 1;
    if (this.#span === undefined) return;
    const fields = { 'rpc.method': this.#operation, attempt: this.#attempts };
    this.#attempt = this.#span.child('upstream attempt', { kind: 'client', startMs: this.#sinceMs, fields });
  }

  answered(failure?: StreamError): void {
    if (this.#state !== 'sent') return;
    const nowMs = performance.now();
    this.#upstreamMs += nowMs - this.#sinceMs;
    this.#sinceMs = nowMs;
    // A failure may be tried again after a pause; a success is the end.
    this.#state = failure === undefined ? 'idle' : 'waiting';
    this.#attempt?.end(failure && toFields(failure), failure?.code);
    this.#attempt = undefined;
  }

  ended(failure?: StreamError): void {
    if (this.#state === 'sent') this.answered(failure);
    else if (this.#state === 'waiting' && this.#isVisible()) this.#endWait(failure?.code);
    this.#state = 'ended';
  }

  /** @param result the receipt of a success, where there is one */
  end(result: { readonly requestId?: string | undefined } | undefined, failure?: StreamError): CallEnd {
    const end: CallEnd = {
      outcome:
        failure === undefined
          ? 'SUCCEEDED'
          : (failure.outcome ?? (this.#attempts === 0 ? 'NOT_SENT' : 'UNKNOWN')),
      code: failure?.code,
      requestId: failure === undefined ? result?.requestId : failure.requestId,
      waitMs: toTenths(this.#waitMs),
      upstreamMs: toTenths(this.#upstreamMs),
      attempts: this.#attempts,
    };
    this.#span?.end({ outcome: end.outcome, requestId: end.requestId, attempts: end.attempts }, end.code);
    return end;
  }

  #isVisible(): boolean {
    return this.#attempts === 0 || performance.now() - this.#sinceMs >= VISIBLE_MS;
  }

  #endWait(fault?: string): void {
    this.#span?.child('budget wait', { startMs: this.#sinceMs }).end(undefined, fault);
    const nowMs = performance.now();
    this.#waitMs += nowMs - this.#sinceMs;
    this.#sinceMs = nowMs;
  }
}

/** The span of a call: below the request that runs now, or of its own where there is none, as in a job. */
export function startSpan(
  tracer: Tracer | undefined,
  name: string,
  { correlationId, lane }: CallContext,
): Span | undefined {
  if (tracer === undefined) return undefined;
  const fields = { correlationId, lane };
  const parent = tracer.active.getStore();
  return parent === undefined ? tracer.root(name, fields) : parent.child(name, { fields });
}

function toFields({ outcome, upstreamCode, requestId }: StreamError): SpanFields {
  return { outcome, upstreamCode, requestId };
}

function toTenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
