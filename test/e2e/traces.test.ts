import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_ACCOUNT, DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { runBulkJob } from '../support/bulk-job.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { loadShape } from '../support/generated-client-shape.js';
import { createKeptLog } from '../support/log-lines.js';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../support/otlp-receiver.js';
import { RESUME } from '../support/queries.js';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER_SPAN_ID = '00f067aa0ba902b7';
const SAMPLED = { traceparent: `00-${TRACE_ID}-${CALLER_SPAN_ID}-01` };

let receiver: OtlpReceiver;
let emulator: Emulator;
let gateway: TestGateway | undefined;
const { logger, lines } = createKeptLog();

beforeEach(async () => {
  receiver = await startOtlpReceiver();
  emulator = createEmulator(demoWorld());
  lines.length = 0;
});
afterEach(async () => {
  await gateway?.close();
  await receiver.close();
  gateway = undefined;
});

async function start(env: Readonly<Record<string, string>> = {}): Promise<TestGateway> {
  gateway = await startGateway(
    {
      LIVE_CLIENT: 'core',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_BSP_SCHEDULE_DELAY: '1',
      OTEL_EXPORTER_OTLP_TIMEOUT: '500',
      ...env,
    },
    {
      emulator,
      logger,
      guard: { retry: { pauseMs: 1 } },
      upstream: { loadSdk: () => loadShape() },
    },
  );
  return gateway;
}

/** Closing sends the remaining spans. */
async function allSpans(): Promise<readonly ReceivedSpan[]> {
  await gateway?.close();
  gateway = undefined;
  return receiver.spans;
}

function one(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const [found, ...others] = spans.filter((span) => span.name === name);
  if (found === undefined || others.length > 0) throw new Error(`not one span of the name ${name}`);
  return found;
}

describe('a resume under a caller’s trace', () => {
  test('has a span for each layer, each below the span of its caller, in the trace of the client', async () => {
    await (
      await start()
    ).post(RESUME, { input: DEMO_STREAM }, { ...SAMPLED, 'x-correlation-id': 'trace-test-1' });
    const spans = await allSpans();
    const request = one(spans, 'graphql');
    const operation = one(spans, 'operation ResumeLiveStream');
    const wait = one(spans, 'budget wait');
    const attempt = one(spans, 'upstream attempt');
    for (const name of ['ledger intend', 'ledger conclude'])
      expect(one(spans, name).parentSpanId).toBe(operation.spanId);
    expect(spans).toHaveLength(6);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE_ID]));
    expect(request).toMatchObject({ parentSpanId: CALLER_SPAN_ID, kind: 2, failed: false });
    expect(operation.parentSpanId).toBe(request.spanId);
    expect(wait.parentSpanId).toBe(operation.spanId);
    expect(attempt).toMatchObject({ parentSpanId: operation.spanId, kind: 3, failed: false });
    expect(wait.end <= attempt.start && attempt.end <= operation.end).toBe(true);
    expect(operation.start >= request.start && operation.end <= request.end).toBe(true);
    expect(operation.fields).toEqual({
      correlationId: 'trace-test-1',
      lane: 'interactive',
      outcome: 'SUCCEEDED',
      attempts: 1,
      requestId: emulator.calls()[0]?.requestId,
    });
    expect(request.fields).toMatchObject({ correlationId: 'trace-test-1', 'http.response.status_code': 200 });
  });

  test('returns its own ids in the answer, and sends the ids of its attempt to the upstream', async () => {
    const { headers } = await (await start()).post(RESUME, { input: DEMO_STREAM }, SAMPLED);
    const spans = await allSpans();
    expect(headers.get('traceresponse')).toBe(`00-${TRACE_ID}-${one(spans, 'graphql').spanId}-01`);
    expect(emulator.calls()[0]).toMatchObject({ signatureVerified: true });
    expect(emulator.calls()[0]?.headers).toContain('traceparent');
  });

  test('also sends its ids to the upstream with the generated client, and the signature is valid', async () => {
    const { body } = await (
      await start({ LIVE_CLIENT: 'sdk' })
    ).post(RESUME, { input: DEMO_STREAM }, SAMPLED);
    expect(body.errors).toBeUndefined();
    expect(emulator.calls()[0]?.headers).toContain('traceparent');
  });

  test('has one wait and one attempt for each call, and failures have their code', async () => {
    emulator.inject({ fault: 'reset-before-answer', times: 1 });
    await (await start()).post(RESUME, { input: DEMO_STREAM }, SAMPLED);
    const spans = await allSpans();
    const attempts = spans.filter(({ name }) => name === 'upstream attempt');
    expect(attempts.map(({ failed }) => failed)).toEqual([true, false]);
    expect(attempts[0]?.fields).toMatchObject({ attempt: 1, 'error.type': 'UPSTREAM_UNAVAILABLE' });
    expect(spans.filter(({ name }) => name === 'budget wait')).toHaveLength(2);
    expect(one(spans, 'operation ResumeLiveStream').fields).toMatchObject({
      outcome: 'SUCCEEDED',
      attempts: 2,
    });
  });

  test('has no span if the trace of the client is not sampled', async () => {
    await (
      await start()
    ).post(RESUME, { input: DEMO_STREAM }, { traceparent: SAMPLED.traceparent.replace(/1$/, '0') });
    expect(await allSpans()).toEqual([]);
  });
});

test('two requests without a trace create two traces', async () => {
  const running = await start();
  await Promise.all([
    running.post(RESUME, { input: DEMO_STREAM }),
    running.post(RESUME, { input: DEMO_STREAM }),
  ]);
  const spans = (await allSpans()).filter(({ name }) => name === 'graphql');
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(2);
});

test('a read of a list has a span below the request, with its own wait and attempt', async () => {
  const running = await start();
  const query = `{ liveDomain(name: "push.example.com") { forbiddenStreams(first: 1) { totalCount } } }`;
  const { body } = await running.post(query, {}, SAMPLED);
  expect(body.errors).toBeUndefined();
  const spans = await allSpans();
  const read = one(spans, 'read DescribeLiveStreamsBlockList');
  expect(read).toMatchObject({
    parentSpanId: one(spans, 'graphql').spanId,
    fields: { outcome: 'SUCCEEDED' },
  });
  const below = spans.filter(({ parentSpanId }) => parentSpanId === read.spanId);
  expect(below.map(({ name }) => name)).toEqual(['budget wait', 'upstream attempt']);
});

test('each stream of a bulk job is a trace of its own, not part of the request that started the job', async () => {
  const running = await start();
  const streams = ['a', 'b'].map((streamName) => ({ appName: 'live', streamName }));
  await runBulkJob(running, { domainName: 'push.example.com', streams });
  const spans = await allSpans();
  const items = spans.filter(({ name }) => name === 'operation ResumeLiveStream');
  expect(items.map(({ parentSpanId }) => parentSpanId)).toEqual([undefined, undefined]);
  expect(new Set(items.map(({ traceId }) => traceId)).size).toBe(2);
  for (const { spanId } of items)
    expect(spans.filter(({ parentSpanId }) => parentSpanId === spanId).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ledger intend', 'budget wait', 'upstream attempt', 'ledger conclude']),
    );
});

test('an invalid traceparent starts a new trace', async () => {
  const running = await start();
  const { headers } = await running.post(
    RESUME,
    { input: DEMO_STREAM },
    { traceparent: `00-${TRACE_ID}-zz-01` },
  );
  expect(headers.get('traceresponse')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(headers.get('traceresponse')).not.toContain(TRACE_ID);
});

test('no span contains a key, a token, a host, the caller or the input', async () => {
  const running = await start();
  const { token, emulatorEndpoint } = running;
  for (const fault of ['SignatureDoesNotMatch', 'Forbidden.RAM', 'reset-before-answer'] as const)
    emulator.inject({ fault, times: 1 });
  for (let n = 0; n < 4; n += 1)
    await running.post(RESUME, { input: { ...DEMO_STREAM, reason: 'a-secret-reason' } });
  await allSpans();
  const secrets = [
    ...Object.values(DEMO_ACCOUNT),
    ...Object.values(LEAK_MARKS),
    token ?? '',
    emulatorEndpoint ?? '',
    DEMO_STREAM.domainName,
    DEMO_STREAM.streamName,
    'a-secret-reason',
  ];
  const told = receiver.bodies.join('\n');
  expect(told.length).toBeGreaterThan(1000);
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
});

test.each([
  ['http/json', 'application/json'],
  ['http/protobuf', 'application/x-protobuf'],
])('spans leave in the encoding %s', async (protocol, contentType) => {
  const running = await start({ OTEL_EXPORTER_OTLP_PROTOCOL: protocol });
  await running.post(RESUME, { input: DEMO_STREAM });
  const names = (await allSpans()).map(({ name }) => name);
  expect(receiver.headers['content-type']).toBe(contentType);
  const expected = expect.arrayContaining(['graphql', 'operation ResumeLiveStream', 'upstream attempt']);
  expect(protocol === 'http/json' ? names : receiver.protobufSpans).toEqual(expected);
});

test('the variables of OpenTelemetry set the resource, the headers and the sampler', async () => {
  const running = await start({
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=te%20st,service.name=other',
    OTEL_SERVICE_NAME: 'gateway-east',
    OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=one,x-key=common',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-key=special',
  });
  await running.post(RESUME, { input: DEMO_STREAM });
  const [span] = await allSpans();
  expect(span?.resource).toMatchObject({
    'service.name': 'gateway-east',
    'deployment.environment': 'te st',
    'service.instance.id': expect.any(String),
  });
  expect(receiver.headers).toMatchObject({ 'x-tenant': 'one', 'x-key': 'special' });
});

test('a receiver that refuses spans causes one log line and fails no request', async () => {
  receiver.answerWith(400);
  const running = await start();
  for (let n = 0; n < 3; n += 1) {
    const { body } = await running.post(RESUME, { input: DEMO_STREAM });
    expect(body.errors).toBeUndefined();
  }
  expect(await allSpans()).toEqual([]);
  expect(lines.filter((line) => line.includes('traces cannot be sent'))).toHaveLength(1);
});

test.each([
  { OTEL_SDK_DISABLED: 'true' },
  { OTEL_TRACES_EXPORTER: 'none' },
  { OTEL_TRACES_SAMPLER: 'always_off' },
])('no span is sent with %o', async (env) => {
  await (await start(env)).post(RESUME, { input: DEMO_STREAM }, SAMPLED);
  expect(await allSpans()).toEqual([]);
});
