import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Ended, runCommand } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
const file = join(folder, 'streams.csv');
let gateway: TestGateway;
let env: Record<string, string>;

beforeAll(async () => {
  gateway = await startGateway({ LIVE_CLIENT: 'core' });
  env = { APSARA_GATEWAY_ENDPOINT: gateway.url, APSARA_GATEWAY_TOKEN: gateway.token ?? '' };
});
beforeEach(() => {
  gateway.emulator.reset();
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

const bulkResume = (...argv: string[]): Promise<Ended> => runCommand(['bulk-resume', ...argv], env).ended;
const resumed = (): string[] =>
  gateway.emulator
    .calls({ action: 'ResumeLiveStream' })
    .map(({ params }) => `${params['AppName']}/${params['StreamName']}`)
    .sort();

describe('bulk-resume from a terminal to ApsaraVideo Live', () => {
  test('resumes a list, each stream once', async () => {
    writeFileSync(file, 'appName,streamName\nlive,match-42\nlive,match-43\nlive,match-42\n');
    const { code, out, err } = await bulkResume('--domain', 'push.example.com', '--file', file, '--watch');
    expect({ code, err }).toEqual({
      code: 0,
      err:
        `${file} (UTF-8): 2 streams; 1 more line repeats one of them\n` +
        '  app "live", stream "match-42"\n  app "live", stream "match-43"\n  app "live", stream "match-42"\n',
    });
    expect(out).toMatch(/^Job [\w-]+: 2 streams\.\n[^]*All 2 resumed\.\n$/);
    expect(resumed()).toEqual(['live/match-42', 'live/match-43']);
  });

  test('resumes all forbidden streams of an app, and no other stream', async () => {
    const { code } = await bulkResume(
      '--domain',
      'push.example.com',
      '--all-forbidden',
      '--app',
      'rehearsal',
    );
    expect(code).toBe(0);
    expect(resumed()).toEqual(['rehearsal/match-42']);
  });

  test('exits 1 with the code and Alibaba’s RequestId of each stream that failed', async () => {
    writeFileSync(file, 'live,one\n');
    const { code, out } = await bulkResume('--domain', 'push.unknown.example.com', '--file', file);
    expect(code).toBe(1);
    const [call] = gateway.emulator.calls({ action: 'ResumeLiveStream' });
    expect(out).toMatch(/\n0 of 1 resumed; 1 failed\.\n/);
    expect(out.trimEnd().split('\n').at(-1)).toBe(`live  one     DOMAIN_NOT_FOUND  ${call?.requestId}`);
  });

  test('the same key starts the job once', async () => {
    writeFileSync(file, 'live,match-42\n');
    const argv = ['--domain', 'push.example.com', '--file', file, '--key', 'incident-7'];
    const [first, second] = [await bulkResume(...argv), await bulkResume(...argv)];
    expect(first).toEqual(second);
    expect(resumed()).toEqual(['live/match-42']);
  });

  test('10,000 streams are accepted, and one more is refused before a job starts', async () => {
    const lines = Array.from({ length: 10_001 }, (_, n) => `event-2026,stream-of-an-ordinary-name-${n}`);
    writeFileSync(file, lines.join('\n'));
    const more = await bulkResume('--domain', 'push.example.com', '--file', file, '--detach');
    expect(more).toMatchObject({
      code: 2,
      err: `${file} line 10001: is more than the 10,000 streams that a job takes\nNothing was started.\n`,
    });
    expect(resumed()).toEqual([]);

    writeFileSync(file, lines.slice(1).join('\n'));
    const { code, out } = await bulkResume('--domain', 'push.example.com', '--file', file, '--detach');
    expect(code).toBe(0);
    const [, id = ''] = /^Job ([\w-]+): 10,000 streams\.\n$/.exec(out) ?? [];
    expect((await bulkResume('--job', id, '--cancel')).code).toBe(0);
    expect((await bulkResume('--job', id)).out).toMatch(/^\d+ of 10,000 resumed; .* not sent, since/);
  });

  test('a list that is too large for a request is refused with advice', async () => {
    const name = 'n'.repeat(200);
    writeFileSync(file, Array.from({ length: 6_000 }, (_, n) => `live,${name}${n}`).join('\n'));
    const { code, err } = await bulkResume('--domain', 'push.example.com', '--file', file);
    expect(code).toBe(2);
    expect(err).toMatch(
      /\nThe request is too large for the gateway, or for a proxy before it\. Send fewer streams at once\.\n$/,
    );
    expect(resumed()).toEqual([]);
  });

  test('the names of a list in another encoding arrive at ApsaraVideo Live exactly', async () => {
    // 应用名;流名 / 直播;比赛一 / 直播;café in GB 18030, by Python's codec.
    const lines = ['d3a6d3c3c3fb3bc1f7c3fb0d0a', 'd6b1b2a53bb1c8c8fcd2bb0d0a', 'd6b1b2a53b636166a8a60d0a'];
    writeFileSync(file, Buffer.from(lines.join(''), 'hex'));
    const argv = ['--domain', 'push.example.com', '--file', file];
    expect(await bulkResume(...argv)).toMatchObject({ code: 2, out: '' });
    expect(resumed()).toEqual([]);
    const { code, out } = await bulkResume(...argv, '--encoding', 'gb18030');
    expect(code).toBe(0);
    expect(out).toContain('All 2 resumed.');
    expect(resumed()).toEqual(['直播/café', '直播/比赛一'].sort());
  });
});
