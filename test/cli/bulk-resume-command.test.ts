import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as forward } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { StreamError } from '../../src/stream/errors.js';
import { until } from '../emulator/support/until.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { type Ended, runCommand, type RunningCommand, runOnTerminal } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { serveHttp } from '../support/http-server.js';

const hasScript = spawnSync('script', ['--version']).status === 0;
if (!hasScript) process.stderr.write('There is no `script`: the test on a terminal is skipped.\n');

const jobs = new MemoryBulkResumes();
const folder = mkdtempSync(join(tmpdir(), 'bulk-resume-'));
const file = join(folder, 'streams.csv');
let gateway: TestGateway;
let env: Record<string, string>;
let jobCount = 0;

beforeAll(async () => {
  gateway = await startGateway({}, { bulkResumes: jobs });
  env = { APSARA_GATEWAY_ENDPOINT: gateway.url, APSARA_GATEWAY_TOKEN: gateway.token ?? '' };
});
beforeEach(() => {
  jobs.fault = {};
  jobCount = jobs.orders.length;
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

const bulkResume = (...argv: string[]): RunningCommand => runCommand(['bulk-resume', ...argv], env);

/** Starts a job of two streams and waits until it is watched. */
async function startTwo(...argv: string[]): Promise<{ command: RunningCommand; id: string }> {
  writeFileSync(file, 'appName,streamName\nlive,one\nlive,two\n');
  const command = bulkResume('--domain', 'push.example.com', '--file', file, ...argv);
  await until(() => jobs.watching === 1);
  return { command, id: `job-${jobCount + 1}` };
}

describe('bulk-resume', () => {
  test('starts a job of the listed streams, waits for its end, and exits 0 when all are resumed', async () => {
    const { command, id } = await startTwo('--reason', 'incident', '--key', 'k-1');
    expect(jobs.orders.at(-1)).toEqual({
      domainName: 'push.example.com',
      streams: [
        { appName: 'live', streamName: 'one' },
        { appName: 'live', streamName: 'two' },
      ],
      allForbidden: false,
      appName: undefined,
      reason: 'incident',
      idempotencyKey: 'k-1',
    });
    jobs.settle(id, 'RESUMED');
    jobs.settle(id, 'RESUMED');
    expect(await command.ended).toEqual({
      code: 0,
      out: `Job ${id}: 2 streams.\nAll 2 resumed.\n`,
      err: `${file} (UTF-8): 2 streams\n  app "live", stream "one"\n  app "live", stream "two"\n`,
    });
  });

  test('exits 1 and prints a table of the failed streams if some have failed', async () => {
    const { command, id } = await startTwo();
    jobs.settle(id, 'FAILED', { code: 'DOMAIN_NOT_FOUND', requestId: 'R-1' });
    jobs.settle(id, 'RESUMED');
    const { code, out } = await command.ended;
    expect(code).toBe(1);
    expect(out.split('\n').slice(1)).toEqual([
      '1 of 2 resumed; 1 failed.',
      '',
      'app   stream  code              requestId',
      'live  one     DOMAIN_NOT_FOUND  R-1',
      '',
    ]);
  });

  test('prints the skipped streams, and exits 0, because another caller has changed them meanwhile', async () => {
    const { command, id } = await startTwo();
    jobs.settle(id, 'RESUMED');
    jobs.settle(id, 'SKIPPED');
    const { code, out } = await command.ended;
    expect(code).toBe(0);
    expect(out.split('\n').slice(1)).toEqual([
      '1 of 2 resumed; 1 skipped, forbidden after the job was started.',
      '',
      'app   stream  code     requestId',
      'live  two     SKIPPED  -',
      '',
    ]);
  });

  test('names the streams that were not forbidden, because the resume had no effect on them', async () => {
    const { command, id } = await startTwo();
    jobs.settle(id, 'RESUMED', { wasForbidden: true });
    jobs.settle(id, 'RESUMED', { wasForbidden: false });
    const { code, out } = await command.ended;
    expect(code).toBe(0);
    expect(out.split('\n').slice(1)).toEqual([
      'All 2 resumed.',
      '1 of them was not forbidden, so the resume had no effect:',
      '  app "live", stream "two"',
      '',
    ]);
  });

  test('exits 1 if some failed and some were skipped, and prints both', async () => {
    const { command, id } = await startTwo();
    jobs.settle(id, 'SKIPPED');
    jobs.settle(id, 'FAILED', { code: 'FORBIDDEN' });
    const { code, out } = await command.ended;
    expect(code).toBe(1);
    expect(out).toContain('0 of 2 resumed; 1 failed, 1 skipped, forbidden');
    expect(out).toMatch(/live {2}two {5}FORBIDDEN {2}-\nlive {2}one {5}SKIPPED {4}-\n$/);
  });

  test('--all-forbidden resumes the forbidden streams of the domain, and only of one app with --app', async () => {
    const command = bulkResume(
      '--domain',
      'push.example.com',
      '--all-forbidden',
      '--app',
      'live',
      '--detach',
    );
    expect((await command.ended).code).toBe(0);
    expect(jobs.orders.at(-1)).toMatchObject({ streams: undefined, allForbidden: true, appName: 'live' });
    expect(jobs.orders.at(-1)?.idempotencyKey).toMatch(/^[\w-]{36}$/);
  });

  test('--watch prints plain lines if there is no terminal', async () => {
    const { command, id } = await startTwo('--watch');
    await until(() => command.written().includes('0 of 2 (0%), 1 s left\n'));
    jobs.settle(id, 'RESUMED');
    jobs.settle(id, 'RESUMED');
    const { out } = await command.ended;
    expect(out).toMatch(/\n2 of 2 \(100%\)(?:, [\d.]+\/s)?\nAll 2 resumed\.\n$/);
    expect(out).not.toContain('\r');
  });

  (hasScript ? test : test.skip)('--watch draws a bar over one line of a terminal', async () => {
    writeFileSync(file, 'live,one\nlive,two\n');
    const argv = ['bulk-resume', '--domain', 'push.example.com', '--file', file, '--watch', '--yes'];
    const command = runOnTerminal(argv, env);
    await until(() => jobs.watching === 1);
    const id = `job-${jobCount + 1}`;
    jobs.settle(id, 'RESUMED');
    await until(() => command.written().includes('[############............] 1 of 2 (50%)'));
    jobs.settle(id, 'RESUMED');
    const { code, out } = await command.ended;
    expect(code).toBe(0);
    expect(out).toContain('\r\u001b[2K[########################] 2 of 2 (100%)');
    expect(out).toMatch(/\r\nAll 2 resumed\.\r\n$/);
  });

  test('Ctrl-C does not stop the job, and prints a command that continues to watch it', async () => {
    const { command, id } = await startTwo('--watch');
    command.kill('SIGINT');
    const { code, err } = await command.ended;
    expect(code).toBe(130);
    expect(err.split('\n').slice(3).join('\n')).toBe(
      `The job goes on without you. Watch it: apsara-live-gateway bulk-resume --job ${id} --watch\n`,
    );
    const again = bulkResume('--job', id, '--watch');
    await until(() => jobs.watching === 1);
    jobs.settle(id, 'RESUMED');
    jobs.settle(id, 'RESUMED');
    expect((await again.ended).code).toBe(0);
  });

  test('--job --cancel stops the job, and a command that waits for it exits 1', async () => {
    const { command, id } = await startTwo();
    jobs.settle(id, 'RESUMED');
    expect((await bulkResume('--job', id, '--cancel').ended).code).toBe(0);
    const { code, out } = await command.ended;
    expect(code).toBe(1);
    expect(out).toContain('1 of 2 resumed; 1 not sent, since the job was cancelled.\n');
  });

  test('polls the job if no events arrive', async () => {
    const proxy = await createEventlessProxy(gateway.url);
    writeFileSync(file, 'live,one\n');
    const argv = ['bulk-resume', '--domain', 'push.example.com', '--file', file];
    const command = runCommand(argv, { ...env, APSARA_GATEWAY_ENDPOINT: proxy.url });
    await until(() => proxy.refused() > 0);
    jobs.settle(`job-${jobCount + 1}`, 'RESUMED');
    expect(await command.ended).toMatchObject({ code: 0, out: expect.stringContaining('All 1 resumed') });
    await proxy.close();
  });

  test('a fault while it watches exits 1, and prints how to continue', async () => {
    const { command, id } = await startTwo();
    jobs.fault = { watch: new StreamError('STORE_UNAVAILABLE') };
    jobs.settle(id, 'RESUMED');
    const { code, err } = await command.ended;
    expect(code).toBe(1);
    expect(err).toMatch(/\(STORE_UNAVAILABLE\)\nTry again[^]*\nThe job goes on without you/);
    expect(err).toContain(`--job ${id} --watch\n`);
  });
});

/** Stands before a gateway as a proxy does that knows no event streams. */
async function createEventlessProxy(
  target: string,
): Promise<{ readonly url: string; refused(): number; close(): Promise<void> }> {
  let refused = 0;
  const { origin, close } = await serveHttp((request, response) => {
    if (request.headers.accept === 'text/event-stream') {
      refused += 1;
      response.writeHead(502).end();
      return;
    }
    const { method, headers } = request;
    request.pipe(
      forward(target, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  return { url: `${origin}/graphql`, refused: () => refused, close };
}

describe('bulk-resume starts nothing and exits 2', () => {
  const refused = async (...argv: string[]): Promise<Ended> => {
    const ended = await bulkResume('--domain', 'push.example.com', ...argv).ended;
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(jobs.orders).toHaveLength(jobCount);
    return ended;
  };

  test.each([
    ['a list and all that is forbidden', ['--file', 'x.csv', '--all-forbidden'], 'give either --file or'],
    ['neither of both', [], 'give either --file or --all-forbidden'],
    ['an app without --all-forbidden', ['--file', 'x.csv', '--app', 'live'], '--app goes with'],
    ['an unknown option', ['--al-forbidden'], '--al-forbidden'],
    ['an endpoint that is none', ['--all-forbidden', '--endpoint', 'gateway'], 'the endpoint must be'],
    ['something to start beside a job', ['--job', 'x', '--all-forbidden'], 'with --job nothing is started'],
    ['an encoding beside a job', ['--job', 'x', '--encoding', 'gbk'], 'with --job nothing is started'],
    ['an encoding of no file', ['--all-forbidden', '--encoding', 'gbk'], '--encoding goes with --file'],
  ])('for %s', async (_title, argv, message) => {
    const { err } = await refused(...argv);
    expect(err.split('\n')[0]).toContain(message);
  });

  test('for a list with invalid lines, and names each line', async () => {
    writeFileSync(file, 'appName,streamName\nlive,one\nlive\nlive,two,three\n');
    const { err } = await refused('--file', file);
    expect(err).toBe(
      `${file} line 3: must contain two values, an app and a stream, and contains 1\n` +
        `${file} line 4: must contain two values, an app and a stream, and contains 3\n` +
        'Nothing was started.\n',
    );
  });

  test('for input that the gateway refuses, and prints the violations', async () => {
    const violations = [{ path: 'input.streams', rule: 'maxItems', message: 'must hold at most 10000' }];
    jobs.fault = { start: new StreamError('BAD_USER_INPUT', { violations }) };
    writeFileSync(file, 'live,one\n');
    const { err } = await refused('--file', file);
    expect(err).toContain('refuses the input. (BAD_USER_INPUT)\n  input.streams must hold at most 10000\n');
  });
});

test('a gateway that does not listen exits 1 with one message and the idempotency key for the next try', async () => {
  writeFileSync(file, 'live,one\n');
  const argv = ['bulk-resume', '--domain', 'push.example.com', '--file', file];
  const { code, err } = await runCommand(argv, { APSARA_GATEWAY_ENDPOINT: 'http://127.0.0.1:1/' }).ended;
  expect(code).toBe(1);
  expect(err).toMatch(
    /\nNo gateway answers at http:\/\/127\.0\.0\.1:1\/graphql[^\n]*\n[^\n]*--key [\w-]{36}\n$/,
  );
});

test.each([
  ['no token', {}],
  ['a bad token', { APSARA_GATEWAY_TOKEN: 'bad' }],
])('%s: exit 1, with where to put a good one', async (_title, token) => {
  const argv = ['bulk-resume', '--domain', 'push.example.com', '--all-forbidden'];
  const { code, err } = await runCommand(argv, { APSARA_GATEWAY_ENDPOINT: gateway.url, ...token }).ended;
  expect(code).toBe(1);
  expect(err).toContain(
    '(UNAUTHENTICATED)\nRun "apsara-live-gateway login", or give a token in APSARA_GATEWAY_TOKEN or with --token-file.\n',
  );
  expect(err).not.toContain('    at ');
});
