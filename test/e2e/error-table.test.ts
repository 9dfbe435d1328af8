import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_ACCOUNT, DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { FAULTS, type FaultName } from '../../src/emulator/faults/catalogue.js';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';
import { createEmulator } from '../../src/emulator/server.js';
import { ANSWER_ROWS } from '../../src/upstream/error-table.js';
import { findAnswerRow } from '../../src/upstream/to-stream-error.js';
import {
  FAULT_EXPECTATIONS,
  type FaultExpectation,
  PARAMETRIC_FAULTS,
} from '../support/fault-expectations.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createKeptLog, withoutAddresses } from '../support/log-lines.js';
import { RESUME } from '../support/queries.js';

const { logger, lines } = createKeptLog();
const emulator = createEmulator(demoWorld({ limits: 'off' }));
const answers: string[] = [];
let gateway: TestGateway;

beforeAll(async () => {
  const guard = { retry: { attempts: 1, random: () => 0 }, breaker: { faults: 1_000_000 } };
  const env = { LIVE_TIMEOUT_MS: '2000', LIVE_CLIENT: 'core', BUDGET_RESUME_LIVE_STREAM: '0' };
  gateway = await startGateway(env, { emulator, guard, logger });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

/** The exact extensions that the contract defines for a fault. */
function toExtensions({ upstreamCode, retryAfterMs, ...always }: FaultExpectation): Record<string, unknown> {
  const answered = upstreamCode !== undefined && {
    upstreamCode,
    operation: 'ResumeLiveStream',
    requestId: emulator.calls().at(-1)?.requestId,
  };
  const refused = always.code === 'BAD_USER_INPUT' && {
    violations: [expect.objectContaining({ path: '', rule: 'upstream' })],
  };
  const later = always.retryable && { retryAfterMs: retryAfterMs ?? expect.any(Number) };
  return { ...always, ...answered, ...refused, ...later, correlationId: expect.any(String) };
}

describe('every row of the error table is reached through GraphQL by a real fault of the upstream', () => {
  test.each(Object.entries(FAULT_EXPECTATIONS) as [FaultName, FaultExpectation][])(
    '%s is answered 200 with its code and nothing else',
    async (fault, expected) => {
      emulator.inject({ fault, times: 'always' });
      const { status, text, body } = await gateway.post(RESUME, { input: DEMO_STREAM });
      answers.push(text);
      expect(status).toBe(200);
      expect(body.data).toEqual({ resumeLiveStream: null });
      expect(body.errors).toHaveLength(1);
      expect(body.errors?.[0]?.path).toEqual(['resumeLiveStream']);
      expect(body.errors?.[0]?.extensions).toEqual(toExtensions(expected));
      expect(emulator.calls()).toHaveLength(1);
    },
  );

  test('every fault of the emulator has an expectation', () => {
    const missing = Object.keys(FAULTS).filter(
      (name) => !(name in FAULT_EXPECTATIONS) && !PARAMETRIC_FAULTS.includes(name as FaultName),
    );
    expect(missing).toEqual([]);
  });

  test('every row for an upstream code is produced by one of the faults', () => {
    const produced = new Set(
      Object.values(FAULTS).flatMap(({ behaviour }) =>
        behaviour.kind === 'refuse' ? [findAnswerRow(behaviour)] : [],
      ),
    );
    expect(ANSWER_ROWS.filter((row) => !produced.has(row)).map(({ upstream }) => upstream)).toEqual([]);
  });

  test('no answer and no line of the log has a key, a host, an account or the input', () => {
    const secrets = [
      ...Object.values(DEMO_ACCOUNT),
      ...Object.values(LEAK_MARKS),
      gateway.emulatorEndpoint ?? 'no endpoint',
      gateway.token ?? 'no token',
      DEMO_STREAM.domainName,
      DEMO_STREAM.streamName,
      'aliyuncs',
      'node_modules/undici',
    ];
    expect(answers.length).toBe(Object.keys(FAULT_EXPECTATIONS).length);
    expect(lines.length).toBeGreaterThanOrEqual(answers.length);
    const told = [...answers, withoutAddresses(lines)].join('\n');
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });
});

describe('faults before anything is sent', () => {
  test('an upstream that refuses connections is UPSTREAM_UNAVAILABLE, NOT_SENT', async () => {
    const dead = createEmulator(demoWorld());
    const guard = { retry: { attempts: 1, random: () => 0 } };
    const alone = await startGateway({ LIVE_CLIENT: 'core' }, { emulator: dead, guard });
    await dead.close();
    const { body } = await alone.post(RESUME, { input: DEMO_STREAM });
    expect(body.errors?.[0]?.extensions).toEqual({
      code: 'UPSTREAM_UNAVAILABLE',
      retryable: true,
      outcome: 'NOT_SENT',
      retryAfterMs: expect.any(Number),
      correlationId: expect.any(String),
    });
    await alone.close();
  });
});
