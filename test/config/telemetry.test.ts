import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/read-config.js';
import { faultsOf } from './faults.js';

const BASE = 'http://collector.example.com:4318';

function tracesOf(env: Readonly<Record<string, string>>) {
  return readConfig({ LIVE_UPSTREAM: 'emulator', ...env }).config.telemetry.traces;
}

describe('OpenTelemetry’s variables', () => {
  test('do not switch traces on without an endpoint', () => {
    expect(tracesOf({ OTEL_SERVICE_NAME: 'gateway' })).toBeUndefined();
  });

  test.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: BASE }, `${BASE}/v1/traces`],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: `${BASE}/otlp/` }, `${BASE}/otlp/v1/traces`],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: `${BASE}/otlp` }, `${BASE}/otlp/v1/traces`],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${BASE}/traces` }, `${BASE}/traces`],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://other.example.com', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: BASE },
      BASE,
    ],
  ])('%j sends to %s', (env, url) => {
    expect(tracesOf(env)?.url).toBe(url);
  });

  test('have the defaults of the specification', () => {
    expect(tracesOf({ OTEL_EXPORTER_OTLP_ENDPOINT: BASE })).toMatchObject({
      timeoutMs: 10_000,
      scheduleDelayMs: 5_000,
      sampler: 'parentbased_always_on',
      ratio: 1,
      resource: { 'service.name': 'apsara-live-gateway' },
    });
  });

  test.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://user:secret@collector.example.com'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'grpc'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'no pair'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'x-key=a%0d%0ab'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'a=%zz'],
    ['OTEL_TRACES_EXPORTER', 'zipkin'],
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
    ['OTEL_BSP_SCHEDULE_DELAY', 'soon'],
  ])('stop the start if %s is %s', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([expect.stringContaining(name)]);
  });

  test('with keys are never shown, neither in a fault nor in the settings', () => {
    for (const [name, value] of [
      ['OTEL_EXPORTER_OTLP_HEADERS', 'a-secret-key'],
      ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://user:a-secret-key@collector.example.com'],
    ] as const) {
      const faults = faultsOf({ [name]: value });
      expect(faults).toEqual([expect.stringContaining(name)]);
      expect(faults.join()).not.toContain('a-secret-key');
    }
    const { config, secrets } = readConfig({
      LIVE_UPSTREAM: 'emulator',
      OTEL_EXPORTER_OTLP_ENDPOINT: BASE,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a-secret-key',
    });
    expect(secrets.otlpHeaders).toEqual({ 'x-key': 'a-secret-key' });
    expect(JSON.stringify(config)).not.toContain('a-secret-key');
  });

  test.each([
    [{}, 'http/json'],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, 'http/protobuf'],
    [
      { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' },
      'http/json',
    ],
  ])('%j encode spans as %s', (env, protocol) => {
    expect(tracesOf({ OTEL_EXPORTER_OTLP_ENDPOINT: BASE, ...env })?.protocol).toBe(protocol);
  });

  test.each(['0', '1', '0.25', '.5', '1.0'])('accept %s as a ratio', (ratio) => {
    expect(tracesOf({ OTEL_EXPORTER_OTLP_ENDPOINT: BASE, OTEL_TRACES_SAMPLER_ARG: ratio })?.ratio).toBe(
      Number(ratio),
    );
  });
});
