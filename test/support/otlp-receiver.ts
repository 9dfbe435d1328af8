import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { spanNamesIn } from './otlp-protobuf.js';

interface OtlpAttribute {
  readonly key: string;
  readonly value: {
    readonly stringValue?: string;
    readonly intValue?: number | string;
    readonly boolValue?: boolean;
  };
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly status: { readonly code?: number };
}

interface OtlpExport {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** 1 internal, 2 server, 3 client. */
  readonly kind: number;
  /** Nanoseconds since the Unix epoch. */
  readonly start: bigint;
  readonly end: bigint;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly failed: boolean;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** An OpenTelemetry collector: POST /v1/traces in JSON or Protocol Buffers (OTLP 1.0 over HTTP). */
export interface OtlpReceiver {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** The names of the spans that were received as Protocol Buffers. */
  readonly protobufSpans: readonly string[];
  /** The bodies as text, so that a test can search them. */
  readonly bodies: readonly string[];
  /** The headers of the last export. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** Answers with this status from now on. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const protobufSpans: string[] = [];
  const bodies: string[] = [];
  let headers: Readonly<Record<string, unknown>> = {};
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      headers = request.headers;
      const body = Buffer.concat(chunks);
      if (request.url === '/v1/traces' && status === 200) {
        bodies.push(body.toString());
        if (headers['content-type'] === 'application/x-protobuf') protobufSpans.push(...spanNamesIn(body));
        else spans.push(...toSpans(JSON.parse(body.toString()) as OtlpExport));
      }
      response.writeHead(request.url === '/v1/traces' ? status : 404, { 'content-type': 'application/json' });
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    protobufSpans,
    bodies,
    get headers() {
      return headers;
    },
    answerWith(next) {
      status = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function toSpans({ resourceSpans }: OtlpExport): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId,
        name: span.name,
        kind: span.kind,
        start: BigInt(span.startTimeUnixNano),
        end: BigInt(span.endTimeUnixNano),
        fields: toFields(span.attributes),
        failed: span.status.code === 2,
        resource: toFields(resource.attributes),
      })),
    ),
  );
}

function toFields(attributes: readonly OtlpAttribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
