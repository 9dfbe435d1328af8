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
  readonly #tracer: Tracer;
  /** Undefined where no SDK takes spans. */
  readonly #span: Span | undefined;
  /** What is below this call's span. */
  readonly #context: Context;
  #attempt: Span | undefined;
  #sinceMs = 0;
  #state: 'idle' | 'waiting' | 'sent' | 'ended' = 'idle';
  #attempts = 0;
  #waitMs = 0;
  #upstreamMs = 0;

  /** Starts the span: below the request that runs now, or at the top where there is none, as in a job. */
  constructor(
    tracer: Tracer,
    name: string,
    operation: UpstreamOperation,
    { correlationId, lane }: CallContext,
  ) {
    this.#operation = operation;
    this.#tracer = tracer;
    // A job goes on after the request that started it, whose span may still be the active one.
    const active = lane === 'bulk' ? ROOT_CONTEXT : context.active();
    this.#span = startSpan(tracer, name, { attributes: { correlationId, lane } }, active);
    this.#context = this.#span === undefined ? active : trace.setSpan(active, this.#span);
  }

  /** Runs what makes spans of its own below this one. */
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
    // Other waiters may still need the shared call when its first caller has left.
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
    // A failure may be tried again after a pause; a success is the end.
    this.#state = failure === undefined ? 'idle' : 'waiting';
    if (this.#attempt !== undefined) endSpan(this.#attempt, failure && toAttributes(failure), failure?.code);
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

  /** One that began when the present state did. */
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
