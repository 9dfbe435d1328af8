import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { type CallTrace } from '../../stream/call-trace.js';
import { type Outcome, type StreamError } from '../../stream/errors.js';
import { type CallContext, type UpstreamOperation } from '../../stream/upstream.js';
import { endSpan, startSpan, toEpochMs, toTraceparent } from '../span.js';

/** The shortest wait that has a span, in milliseconds. A shorter wait would not be visible in a trace. */
const VISIBLE_MS = 1;

/** The measurements of a call that has ended. */
export interface CallEnd {
  readonly outcome: 'SUCCEEDED' | Outcome;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  /** The time of waiting for permits, with the pauses before retries, in milliseconds. */
  readonly waitMs: number;
  /** The time at the upstream, all attempts together, in milliseconds. */
  readonly upstreamMs: number;
  /** The number of attempts. 0 if nothing was sent, or if the call joined another call. */
  readonly attempts: number;
}

/** Measures one call from start to end, and creates a span with a child for each wait and attempt. */
export class MeasuredCall implements CallTrace {
  readonly #operation: UpstreamOperation;
  readonly #tracer: Tracer;
  /** The span of the call. Undefined if no SDK is registered. */
  readonly #span: Span | undefined;
  /** The context in which the span of this call is active. */
  readonly #context: Context;
  #attempt: Span | undefined;
  #sinceMs = 0;
  #state: 'idle' | 'waiting' | 'sent' | 'ended' = 'idle';
  #attempts = 0;
  #waitMs = 0;
  #upstreamMs = 0;

  /** Starts the span. Its parent is the span of the current request. In a job, it has no parent. */
  constructor(
    tracer: Tracer,
    name: string,
    operation: UpstreamOperation,
    { correlationId, lane }: CallContext,
  ) {
    this.#operation = operation;
    this.#tracer = tracer;
    // A job continues after the request that started it, and the span of that request may still be active.
    const active = lane === 'bulk' ? ROOT_CONTEXT : context.active();
    this.#span = startSpan(tracer, name, { attributes: { correlationId, lane } }, active);
    this.#context = this.#span === undefined ? active : trace.setSpan(active, this.#span);
  }

  /** Runs code whose spans become children of this span. */
  run<T>(act: () => T): T {
    return this.#span === undefined ? act() : context.with(this.#context, act);
  }

  get traceparent(): string | undefined {
    return this.#attempt && toTraceparent(this.#attempt);
  }

  queued(): void {
    this.#sinceMs = performance.now();
    this.#state = 'waiting';
  }

  sent(): void {
    // Other waiters may still need the shared call after its first caller has left.
    if (this.#state !== 'waiting') return;
    this.#endWait();
    this.#state = 'sent';
    this.#attempts += 1;
    const attributes = { 'rpc.method': this.#operation, attempt: this.#attempts };
    this.#attempt = this.#startChild('upstream attempt', { kind: SpanKind.CLIENT, attributes });
  }

  answered(failure?: StreamError): void {
    if (this.#state !== 'sent') return;
    const nowMs = performance.now();
    this.#upstreamMs += nowMs - this.#sinceMs;
    this.#sinceMs = nowMs;
    // After a failure, a retry may follow a pause. A success ends the call.
    this.#state = failure === undefined ? 'idle' : 'waiting';
    if (this.#attempt !== undefined) endSpan(this.#attempt, failure && toAttributes(failure), failure?.code);
    this.#attempt = undefined;
  }

  ended(failure?: StreamError): void {
    if (this.#state === 'sent') this.answered(failure);
    else if (this.#state === 'waiting' && this.#isVisible()) this.#endWait(failure?.code);
    this.#state = 'ended';
  }

  /**
   * Ends the measurement.
   * @param result the receipt of a success, if there is one
   */
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
    if (this.#span !== undefined) {
      const { outcome, requestId, attempts } = end;
      endSpan(this.#span, { outcome, requestId, attempts }, end.code);
    }
    return end;
  }

  #isVisible(): boolean {
    return this.#attempts === 0 || performance.now() - this.#sinceMs >= VISIBLE_MS;
  }

  #endWait(fault?: string): void {
    const span = this.#startChild('budget wait');
    if (span !== undefined) endSpan(span, {}, fault);
    const nowMs = performance.now();
    this.#waitMs += nowMs - this.#sinceMs;
    this.#sinceMs = nowMs;
  }

  /** Starts a child span at the time at which the current state began. */
  #startChild(name: string, options?: Pick<SpanOptions, 'kind' | 'attributes'>): Span | undefined {
    if (this.#span === undefined) return undefined;
    return startSpan(this.#tracer, name, { ...options, startTime: toEpochMs(this.#sinceMs) }, this.#context);
  }
}

function toAttributes({ outcome, upstreamCode, requestId }: StreamError): Attributes {
  return { outcome, upstreamCode, requestId };
}

function toTenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
