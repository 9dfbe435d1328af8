import { type AsyncLocalStorage } from 'node:async_hooks';

/** Ids, codes and numbers; never a value of the input, a name of a caller or a text of the upstream. */
export type SpanFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface SpanOptions {
  /** `client`: a call to another system. Default: work inside this one. */
  readonly kind?: 'client' | undefined;
  /** `performance.now()` at its beginning. Default: now. */
  readonly startMs?: number | undefined;
  readonly fields?: SpanFields | undefined;
}

/** One piece of work in a trace. */
export interface Span {
  /** The W3C `traceparent` to send with requests that belong to this span. */
  readonly traceparent: string;
  child(name: string, options?: SpanOptions): Span;
  /** @param fault the code of what went wrong */
  end(fields?: SpanFields, fault?: string): void;
}

/** Creates spans. Absent where no exporter is configured, so that tracing costs nothing when it is off. */
export interface Tracer {
  /** The span in which the present code runs. */
  readonly active: Pick<AsyncLocalStorage<Span>, 'run' | 'getStore'>;
  /** The span of a request from outside, in the trace that its headers name or in a new one. */
  request(name: string, headers: Readonly<Record<string, string | string[] | undefined>>): Span;
  /** The root span of work that no client request caused. */
  root(name: string, fields: SpanFields): Span;
  /** Sends what is left, as long as the receiver takes it in time. */
  close(): Promise<void>;
}

export type SamplerName =
  | 'always_on'
  | 'always_off'
  | 'traceidratio'
  | 'parentbased_always_on'
  | 'parentbased_always_off'
  | 'parentbased_traceidratio';

/** OpenTelemetry's names for the encodings of OTLP over HTTP. */
export type OtlpProtocol = 'http/json' | 'http/protobuf';

export interface TracerOptions {
  readonly protocol: OtlpProtocol;
  /** Of the OTLP/HTTP receiver, `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string;
  /** Sent with every export; may hold a key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Attributes of the resource, with `service.name`. */
  readonly resource: Readonly<Record<string, string>>;
  readonly sampler: SamplerName;
  /** Share of the traces that are kept, 0 to 1, by the two ratio samplers. */
  readonly ratio: number;
  /** The longest that a span waits to be sent. */
  readonly scheduleDelayMs: number;
  /** Called when spans cannot be exported, and again only after an export has succeeded. */
  readonly onFault: () => void;
}
