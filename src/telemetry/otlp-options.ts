export type SamplerName =
  | 'always_on'
  | 'always_off'
  | 'traceidratio'
  | 'parentbased_always_on'
  | 'parentbased_always_off'
  | 'parentbased_traceidratio';

/** OpenTelemetry's names for the encodings of OTLP over HTTP. */
export type OtlpProtocol = 'http/json' | 'http/protobuf';

/** What the gateway's own SDK exports, and where to. */
export interface OtlpOptions {
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
  /** Called when spans cannot be sent, and again only after some could. */
  readonly onFault: () => void;
}
