import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Ended, runCommand, runOnTerminal, runShell } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { serveHttp } from '../support/http-server.js';

const DOMAIN = 'push.example.com';
let gateway: TestGateway;
let env: Record<string, string>;
let folder: string;
beforeAll(async () => {
  gateway = await startGateway({ TRUSTED_DOCUMENTS: 'schema/client/persisted-documents.json' });
  env = { APSARA_GATEWAY_ENDPOINT: gateway.url, APSARA_GATEWAY_TOKEN: gateway.token ?? '' };
  folder = await mkdtemp(join(tmpdir(), 'stream-commands-'));
});
beforeEach(() => {
  gateway.emulator.reset();
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

const run = (...argv: string[]): Promise<Ended> => runCommand(argv, env).ended;
const forbids = () => gateway.emulator.calls({ action: 'ForbidLiveStream' });

describe('forbid', () => {
  test('forbids a stream for a duration, and prints its end and the RequestId', async () => {
    const before = Date.now();
    const { code, out, err } = await run('forbid', DOMAIN, 'live', 'a', '--for', '2h', '--reason', 'test');
    const [call] = forbids();
    const endMs = Date.parse(call?.params['ResumeTime'] ?? '');
    expect(endMs - before).toBeGreaterThan(7_100_000);
    expect(endMs - before).toBeLessThan(7_300_000);
    const end = new Date(endMs).toISOString();
    expect({ code, out, err }).toEqual({
      code: 0,
      out: `Forbidden until ${end}. Alibaba’s RequestId: ${call?.requestId}\n`,
      err: '',
    });
  });

  test.each([
    [['--for', '2x'], '--for must be a duration'],
    [['--for', '0h'], '--for must be a duration'],
    [['--for', '2h', '--until', '2030-01-01T00:00:00Z'], 'give either --until or --for'],
    [['--until', 'tomorrow'], 'until'],
    [['--how', 'long'], "unknown option '--how'"],
    [['another'], 'too many arguments'],
  ])('exits 2 for %j, and nothing is sent', async (argv, message) => {
    const { code, out, err } = await run('forbid', DOMAIN, 'live', 'a', ...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(forbids()).toEqual([]);
  });

  test('exits 3 if the result is unknown', async () => {
    gateway.emulator.inject({ operation: 'ForbidLiveStream', fault: 'applied-then-reset', times: 10 });
    const { code, out } = await run('forbid', DOMAIN, 'live', 'a');
    expect({ code, out }).toEqual({ code: 3, out: '' });
  });

  test('exits 3 if the gateway closes the connection, and 1 if no gateway listens', async () => {
    const { origin: endpoint, close } = await serveHttp((request) => request.socket.destroy());
    const forbid = () => run('forbid', DOMAIN, 'live', 'a', '--endpoint', endpoint);
    expect(await forbid()).toMatchObject({ code: 3, err: expect.stringContaining('It may have been done') });
    await close();
    expect(await forbid()).toMatchObject({ code: 1, err: expect.stringContaining('No gateway answers') });
  });
});

describe('cut', () => {
  test('with --yes, cuts an online stream and forbids nothing', async () => {
    const { code, out } = await run('cut', DOMAIN, 'live', 'match-44', '--yes');
    expect({ code, calls: forbids().length }).toEqual({ code: 0, calls: 1 });
    expect(out).toMatch(/^Cut\. Alibaba’s RequestId: \S+\n$/);
    expect(gateway.emulator.forbidden().map(({ streamName }) => streamName)).not.toContain('match-44');
  });

  test('does nothing without --yes if there is no terminal for the confirmation', async () => {
    expect(await run('cut', DOMAIN, 'live', 'match-44')).toMatchObject({ code: 1, out: '' });
    expect(forbids()).toEqual([]);
  });

  test('prompts for a confirmation on a terminal', async () => {
    const refused = await runOnTerminal(['cut', DOMAIN, 'live', 'match-44'], env, 'n\n').ended;
    expect(refused.code).toBe(1);
    expect(forbids()).toEqual([]);
    expect((await runOnTerminal(['cut', DOMAIN, 'live', 'match-44'], env, 'y\n').ended).code).toBe(0);
    expect(forbids()).toHaveLength(1);
  });
});

describe('status', () => {
  test('shows the status, the end of a forbid and the last actions, also as JSON', async () => {
    await run('forbid', DOMAIN, 'live', 'shown', '--reason', 'Copyright claim');
    const { code, out } = await run('status', DOMAIN, 'live', 'shown');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^push\.example\.com live\/shown {2}FORBIDDEN\n {2}forbidden until {2}\S+Z\n {2}\S+Z {2}FORBID SUCCEEDED by developer: Copyright claim\n$/,
    );
    const json = await run('status', DOMAIN, 'live', 'shown', '--json');
    expect(JSON.parse(json.out)).toMatchObject({
      status: 'FORBIDDEN',
      actions: [{ kind: 'FORBID', reason: 'Copyright claim' }],
    });
  });

  test('shows invisible characters of a name', async () => {
    const { out } = await run('status', DOMAIN, 'live', 'fin\u200bale');
    expect(out).toBe('push.example.com live/fin\\u{200b}ale  OFFLINE\n');
  });
});

describe('list', () => {
  test('lists the forbidden or the online streams, one per line', async () => {
    const forbidden = await run('list', DOMAIN, '--forbidden', '--app', 'live', '--search', 'match');
    expect(forbidden).toMatchObject({ code: 0, out: 'live/match-42\t-\nlive/match-43\t-\n', err: '' });
    const online = await run('list', DOMAIN, '--online', '--search', '44');
    expect(online.out).toMatch(/^live\/match-44\t\S+Z\n$/);
  });

  test('prints JSON, and CSV whose formulas are escaped', async () => {
    const fresh = await startGateway();
    fresh.emulator.forbid({ domainName: DOMAIN, appName: 'live', streamName: '=1+1,"x"' });
    const of = { APSARA_GATEWAY_ENDPOINT: fresh.url, APSARA_GATEWAY_TOKEN: fresh.token ?? '' };
    const list = (form: string) =>
      runCommand(['list', DOMAIN, '--forbidden', '--search', '=1', form], of).ended;
    expect((await list('--csv')).out).toBe('app,stream,forbiddenUntil\nlive,"\'=1+1,""x""",\n');
    expect(JSON.parse((await list('--json')).out)).toEqual([
      { appName: 'live', streamName: '=1+1,"x"', forbiddenUntil: null },
    ]);
    await fresh.close();
  });

  test('lists all pages, and ends without a message when the reader closes the pipe', async () => {
    const fresh = await startGateway();
    for (let n = 0; n < 1_200; n += 1)
      fresh.emulator.forbid({ domainName: DOMAIN, appName: 'many', streamName: `s-${n}` });
    const of = { APSARA_GATEWAY_ENDPOINT: fresh.url, APSARA_GATEWAY_TOKEN: fresh.token ?? '' };
    const line = `apsara-live-gateway list ${DOMAIN} --forbidden --app many`;
    const all = await runShell(line, folder, of).ended;
    expect(new Set(all.out.trim().split('\n')).size).toBe(1_200);
    const head = await runShell(`set -o pipefail; ${line} | head -1`, folder, of).ended;
    expect(head).toEqual({ code: 0, out: expect.stringMatching(/^many\/s-\d+\t-\n$/), err: '' });
    await fresh.close();
  });

  test.each([
    [[], 'give either --forbidden or --online'],
    [['--forbidden', '--online'], 'give either --forbidden or --online'],
    [['--online', '--json', '--csv'], 'give either --json or --csv'],
  ])('exits 2 with %j', async (argv, message) => {
    const { code, err } = await run('list', DOMAIN, ...argv);
    expect({ code, err }).toEqual({ code: 2, err: `${message}\n` });
  });

  test('exits 1 for a domain of another account', async () => {
    const { code, err } = await run('list', 'push.unknown.example.com', '--forbidden');
    expect(code).toBe(1);
    expect(err).toContain('DOMAIN_NOT_FOUND');
  });
});

describe('a token', () => {
  const status = ['status', DOMAIN, 'live', 'match-42'];
  test('comes from a file or the standard input, which other users of the machine cannot see', async () => {
    const { APSARA_GATEWAY_TOKEN: token = '', ...rest } = env;
    const file = join(folder, 'token');
    writeFileSync(file, `${token}\n`);
    expect((await runCommand([...status, '--token-file', file], rest).ended).code).toBe(0);
    expect((await runCommand([...status, '--token-file', '-'], rest, token).ended).code).toBe(0);
    const without = await runCommand(status, rest).ended;
    expect(without).toMatchObject({ code: 1, err: expect.stringContaining('UNAUTHENTICATED') });
  });

  test.each([
    ['is not there', 'none', 'ENOENT'],
    ['is empty', 'empty', 'contains no token'],
  ])('whose file %s ends the command with 2', async (_title, name, message) => {
    writeFileSync(join(folder, 'empty'), '\n');
    const { code, err } = await run(...status, '--token-file', join(folder, name));
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('the program', () => {
  test.each([['--help'], ['-h'], ['serve', '--help'], ['list', '--help'], ['status', '-h']])(
    'prints help for %s, and no gateway starts',
    async (...argv) => {
      const { code, out, err } = await run(...argv);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/^Usage: apsara-live-gateway/);
    },
  );

  test('lists every command in its help', async () => {
    const { out } = await run('--help');
    const commands = Array.from(out.matchAll(/^ {2}([a-z-]+) /gm), ([, name]) => name);
    expect(commands).toEqual([
      'serve',
      'config',
      'status',
      'list',
      'resume',
      'forbid',
      'cut',
      'bulk-resume',
      'jobs',
      'actions',
      'login',
      'doctor',
      'callbacks',
      'ram-policy',
      'record',
      'replay',
      'move-store',
    ]);
  });

  test('prints its version', async () => {
    expect(await run('--version')).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
  });

  test.each([
    [['bulk-resum'], "unknown command 'bulk-resum'\n(Did you mean bulk-resume?)"],
    [['--foo'], "unknown option '--foo'"],
    [['serve', '--foo'], "unknown option '--foo'"],
    [['status', 'a'], "missing required argument 'app'"],
  ])('exits 2 for %j with a suggestion, and no gateway starts', async (argv, message) => {
    const { code, out, err } = await run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
