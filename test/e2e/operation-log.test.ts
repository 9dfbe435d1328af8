import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_ACCOUNT, DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';
import { createEmulator } from '../../src/emulator/server.js';
import { runBulkJob } from '../support/bulk-job.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createKeptLog } from '../support/log-lines.js';
import { RESUME } from '../support/queries.js';

const ADDRESS = `${DEMO_STREAM.domainName}/${DEMO_STREAM.appName}/${DEMO_STREAM.streamName}`;
const CORRELATION = { 'x-correlation-id': 'operation-log-1' };

const emulator = createEmulator(demoWorld());
const { logger, lines } = createKeptLog();
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway(
    { LIVE_CLIENT: 'core' },
    { emulator, logger, guard: { retry: { pauseMs: 1 } } },
  );
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
  lines.length = 0;
});

const operations = (): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'operation');

describe('the log', () => {
  test('has one line for each action, with caller, action, stream, outcome and duration', async () => {
    await gateway.post(RESUME, { input: DEMO_STREAM }, CORRELATION);
    expect(operations()).toEqual([
      {
        level: 'info',
        account: 'default',
        time: expect.any(String),
        msg: 'operation',
        correlationId: 'operation-log-1',
        caller: 'developer',
        operation: 'ResumeLiveStream',
        address: ADDRESS,
        lane: 'interactive',
        outcome: 'SUCCEEDED',
        requestId: emulator.calls()[0]?.requestId,
        waitMs: expect.any(Number),
        upstreamMs: expect.any(Number),
        attempts: 1,
      },
    ]);
  });

  test('counts every attempt of an action in its one line', async () => {
    emulator.configure({ latencyMs: 20 });
    emulator.inject({ fault: 'Throttling.User', times: 1 });
    await gateway.post(RESUME, { input: DEMO_STREAM });
    expect(operations()).toMatchObject([{ outcome: 'SUCCEEDED', attempts: 2 }]);
    expect(operations()[0]?.['upstreamMs']).toBeGreaterThanOrEqual(20);
  });

  test('has the code, the outcome and the RequestId of a failure', async () => {
    emulator.inject({ fault: 'QuotaExceeded.Blacklist', times: 1 });
    await gateway.post(RESUME, { input: DEMO_STREAM });
    expect(operations()).toMatchObject([
      { outcome: 'REJECTED', code: 'QUOTA_EXCEEDED', requestId: emulator.calls()[0]?.requestId },
    ]);
  });

  test('shows that a request that shared the call of another request made no attempt', async () => {
    emulator.configure({ latencyMs: 50 });
    const asks = Array.from({ length: 3 }, () => gateway.post(RESUME, { input: DEMO_STREAM }));
    await Promise.all(asks);
    expect(emulator.calls()).toHaveLength(2);
    expect(operations().map(({ attempts }) => attempts)).toEqual(expect.arrayContaining([0, 1, 1]));
    expect(new Set(operations().map(({ outcome }) => outcome))).toEqual(new Set(['SUCCEEDED']));
  });

  test('has no operation and no value of the input if the input is refused', async () => {
    await gateway.post(RESUME, { input: { ...DEMO_STREAM, streamName: 'bad name' } });
    expect(operations()).toEqual([]);
    expect(lines.join('\n')).not.toContain('bad name');
  });

  test('has a line for each stream of a bulk job, under the caller who started it and the job’s id', async () => {
    const streams = ['a', 'b', 'c'].map((streamName) => ({ appName: 'live', streamName }));
    await runBulkJob(gateway, { domainName: 'push.example.com', streams });
    const rows = operations();
    expect(rows.map(({ address }) => address).sort()).toEqual(
      streams.map(({ streamName }) => `push.example.com/live/${streamName}`),
    );
    for (const row of rows)
      expect(row).toMatchObject({ caller: 'developer', lane: 'bulk', jobId: rows[0]?.['jobId'] });
    expect(rows[0]?.['jobId']).toEqual(expect.any(String));
  });

  test('keeps a name with quotes and braces in its field', async () => {
    await gateway.post(RESUME, { input: { ...DEMO_STREAM, streamName: '"}直播' } });
    expect(operations()).toMatchObject([{ address: `push.example.com/live/"}直播` }]);
  });

  test('holds no key, token, host, account or reason, whatever the upstream answers', async () => {
    for (const fault of ['SignatureDoesNotMatch', 'Forbidden.RAM', '502-html', 'InternalError'] as const)
      emulator.inject({ fault, times: 1 });
    for (let n = 0; n < 4; n += 1)
      await gateway.post(RESUME, { input: { ...DEMO_STREAM, reason: 'a-secret-reason' } });
    const secrets = [
      ...Object.values(DEMO_ACCOUNT),
      ...Object.values(LEAK_MARKS),
      'a-secret-reason',
      'aliyuncs',
      gateway.token ?? 'no token',
      gateway.emulatorEndpoint ?? 'no endpoint',
    ];
    expect(operations()).toHaveLength(4);
    expect(secrets.filter((secret) => lines.join('\n').includes(secret))).toEqual([]);
  });
});
