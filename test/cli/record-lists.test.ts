import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { runBulkJob } from '../support/bulk-job.js';
import { type Ended, runCommand } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { RESUME } from '../support/queries.js';

const DOMAIN = 'push.example.com';
let gateway: TestGateway;
let jobId: string;
beforeAll(async () => {
  gateway = await startGateway(
    { BUDGET_RESUME_LIVE_STREAM: '0' },
    { emulator: createEmulator(demoWorld({ limits: 'off' })) },
  );
  for (const [streamName, reason] of [
    ['first', 'appeal granted'],
    ['second', '=cmd()'],
  ])
    await gateway.post(RESUME, { input: { domainName: DOMAIN, appName: 'live', streamName, reason } });
  jobId = await runBulkJob(gateway, {
    domainName: 'push.brand-a.example.com',
    streams: Array.from({ length: 250 }, (_, n) => ({ appName: 'live', streamName: `s-${n}` })),
  });
}, 60_000);
afterAll(() => gateway.close());

const run = (...argv: string[]): Promise<Ended> =>
  runCommand(argv, {
    APSARA_GATEWAY_ENDPOINT: gateway.url,
    APSARA_GATEWAY_TOKEN: gateway.token ?? '',
  }).ended;

describe('actions', () => {
  test('lists the actions on a domain, newest first, one per line', async () => {
    const { code, out, err } = await run('actions', '--domain', DOMAIN);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const rows = out
      .trim()
      .split('\n')
      .map((line) => line.split('\t').slice(1));
    expect(rows).toEqual([
      ['RESUME SUCCEEDED', 'push.example.com live/second', 'developer: =cmd()'],
      ['RESUME SUCCEEDED', 'push.example.com live/first', 'developer: appeal granted'],
    ]);
  });

  test('names the domain, the app and the stream of an action on every app', async () => {
    const domainName = 'push.brand-b.example.com';
    await gateway.post(RESUME, { input: { domainName, appName: '*', streamName: 'third', reason: 'all' } });
    const { out } = await run('actions', '--domain', domainName);
    expect(out.trim().split('\t').slice(1)).toEqual([
      'RESUME SUCCEEDED',
      `${domainName} */third`,
      'developer: all',
    ]);
    const json = JSON.parse((await run('actions', '--domain', domainName, '--json')).out) as unknown;
    expect(json).toEqual([expect.objectContaining({ domainName, appName: '*', streamName: 'third' })]);
    const csv = await run('actions', '--domain', domainName, '--csv');
    expect(csv.out).toContain(`,RESUME,SUCCEEDED,${domainName},*,third,developer,all,`);
  });

  test('prints JSON, and CSV whose formulas are escaped', async () => {
    const { out } = await run('actions', '--domain', DOMAIN, '--json', '--limit', '1');
    expect(JSON.parse(out)).toEqual([
      expect.objectContaining({ kind: 'RESUME', streamName: 'second', reason: '=cmd()', code: null }),
    ]);
    const csv = await run('actions', '--domain', DOMAIN, '--csv');
    const [header, newest] = csv.out.split('\n');
    expect(header).toBe(
      'startedAt,kind,outcome,domainName,appName,streamName,by,reason,until,code,requestId',
    );
    expect(newest).toContain(",developer,'=cmd(),,,");
  });

  test('lists the actions of a caller since a time, over several pages and up to a limit', async () => {
    const count = async (...argv: string[]) =>
      (JSON.parse((await run('actions', '--json', ...argv)).out) as unknown[]).length;
    expect(await count()).toBe(100);
    expect(await count('--limit', '1000')).toBe(253);
    expect(await count('--by', 'another')).toBe(0);
    expect(await count('--since', new Date(Date.now() + 60_000).toISOString())).toBe(0);
  });

  test.each([
    [['--limit', '0'], '--limit must be a whole number'],
    [['--limit', 'all'], '--limit must be a whole number'],
    [['--json', '--csv'], 'give either --json or --csv'],
    [['--since', 'yesterday'], 'since'],
    [['push.example.com'], 'too many arguments'],
  ])('exits 2 with %j', async (argv, message) => {
    const { code, err } = await run('actions', ...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

test('jobs lists the bulk jobs with their progress', async () => {
  const { code, out } = await run('jobs');
  expect(code).toBe(0);
  expect(out.trim().split('\t').slice(1)).toEqual([
    jobId,
    'push.brand-a.example.com',
    'FINISHED',
    '250 of 250 resumed, 0 failed',
  ]);
  const json = JSON.parse((await run('jobs', '--json')).out) as unknown;
  expect(json).toEqual([expect.objectContaining({ id: jobId, state: 'FINISHED', total: 250 })]);
});
