export type SamplerName =
  | 'always_on'
  | 'always_off'
  | 'traceidratio'
  | 'parentbased_always_on'
  | 'parentbased_always_off'
  | 'parentbased_traceidratio';

/** The names of OpenTelemetry for the encodings of OTLP over HTTP. */
export type OtlpProtocol = 'http/json' | 'http/protobuf';

/** The options of the export by the SDK of the gateway. */
export interface OtlpOptions {
  readonly protocol: OtlpProtocol;
  /** The URL of the OTLP/HTTP receiver, such as `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string;
  /** The headers of every export. They may contain a key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** The attributes of the resource, including `service.name`. */
  readonly resource: Readonly<Record<string, string>>;
  readonly sampler: SamplerName;
  /** The ratio of traces that the two ratio samplers keep, 0 to 1. */
  readonly ratio: number;
  /** The longest time before a span is sent, in milliseconds. */
  readonly scheduleDelayMs: number;
  /** Called when spans cannot be sent, and again only after an export has succeeded. */
  readonly onFault: () => void;
}
