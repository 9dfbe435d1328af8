import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { RESUME } from '../support/queries.js';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const exporter = new InMemorySpanExporter();
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => {
  await gateway.close();
  for (const api of [trace, context, propagation]) api.disable();
});

const resume = (): ReturnType<TestGateway['post']> =>
  gateway.post(RESUME, { input: DEMO_STREAM }, { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` });

test('without an SDK, the client and the upstream receive no trace ids', async () => {
  const { headers, body } = await resume();
  expect(body.errors).toBeUndefined();
  expect(headers.has('traceresponse')).toBe(false);
  expect(gateway.emulator.calls().at(-1)?.headers).not.toContain('traceparent');
});

test('an embedding program receives the spans with its SDK, also if it registers the SDK after the start', async () => {
  trace.setGlobalTracerProvider(
    new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
  );
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const { headers } = await resume();
  expect(headers.get('traceresponse')).toContain(TRACE_ID);
  expect(gateway.emulator.calls().at(-1)?.headers).toContain('traceparent');
  const spans = exporter.getFinishedSpans();
  const idOf = (name: string): string | undefined =>
    spans.find((span) => span.name === name)?.spanContext().spanId;
  const operation = idOf('operation ResumeLiveStream');
  const parents = spans.map(({ name, parentSpanContext }) => [name, parentSpanContext?.spanId]);
  expect(new Map(parents as [string, string][])).toEqual(
    new Map([
      ['ledger intend', operation],
      ['budget wait', operation],
      ['upstream attempt', operation],
      ['ledger conclude', operation],
      ['operation ResumeLiveStream', idOf('graphql')],
      ['graphql', '00f067aa0ba902b7'],
    ]),
  );
  expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([TRACE_ID]));
});
