import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ramPolicyCommand } from '../../src/cli/ram-policy-command.js';
import { ConfigError } from '../../src/config/config.js';
import { readConfig } from '../../src/config/read-config.js';
import { SYMPTOM_ROWS } from '../../src/upstream/error-table.js';
import { findAnswerRow } from '../../src/upstream/to-stream-error.js';
import { runShell } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { blocksOf, codesOf, tableOf } from './pages.js';

const PAGE = 'docs/connect.md';
const blocks = blocksOf(PAGE);
const folder = mkdtempSync(join(tmpdir(), 'connect-docs-'));

function textOf(language: string, word: string): string {
  return blocks.find((block) => block.language === language && block.text.includes(word))?.text ?? '';
}

function faultsOf(env: Readonly<Record<string, string>>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (thrown) {
    return thrown instanceof ConfigError ? thrown.message.split('\n') : [];
  }
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ LIVE_CLIENT: 'core' });
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

/** Runs a block unchanged, except for the values that the reader fills in. */
function run(text: string): Promise<{ code: number | null; out: string }> {
  const env = { APSARA_GATEWAY_ENDPOINT: gateway.url, APSARA_GATEWAY_TOKEN: gateway.token ?? '' };
  const here = text
    .replaceAll(/^export .*$/gm, '')
    .replace('http://127.0.0.1:4000', new URL(gateway.url).origin);
  return runShell(here, folder, env).ended;
}

describe('docs/connect.md', () => {
  test('its grants produce a policy', async () => {
    const file = join(folder, 'grants.yaml');
    writeFileSync(file, textOf('yaml', 'grants'));
    let policy = '';
    const argv = ['--account', '1234567890', '--grants', file];
    expect(
      await ramPolicyCommand(
        argv,
        {},
        (text) => (policy += text),
        () => undefined,
      ),
    ).toBe(0);
    expect(policy).toContain('acs:cdn:*:1234567890:domain/push.example.com');
  });

  test.each(tableOf(PAGE, '`LIVE_CREDENTIALS`'))('the source %s for %s needs %s', (source, _for, needs) => {
    const [kind = ''] = codesOf(source);
    const base = { AUTH_MODE: 'dev', LIVE_UPSTREAM: 'alibaba', LIVE_CREDENTIALS: kind };
    const lacking = faultsOf(base).map((fault) => fault.split(':')[0]);
    expect(lacking.toSorted()).toEqual(codesOf(needs).toSorted());
    const given = Object.fromEntries(codesOf(needs).map((name) => [name, 'https://keys.example.com/']));
    expect(faultsOf({ ...base, ...given })).toEqual([]);
  });

  test('shows the output of a start without the required settings', () => {
    const env = {
      AUTH_JWKS_URL: 'https://id.example.com/keys',
      AUTH_AUDIENCE: 'a',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
    };
    expect(faultsOf(env)).toEqual(textOf('text', 'AUTH_ISSUER').split('\n'));
  });

  test('shows the output of a ready gateway', async () => {
    const { out } = await run(textOf('sh', '/health/ready'));
    expect(JSON.parse(out)).toEqual(JSON.parse(textOf('json', 'ready')));
  });

  test('has a first call that changes nothing, and one that resumes', async () => {
    const { out } = await run(textOf('sh', 'liveDomain'));
    expect(JSON.parse(out)).toEqual({
      data: { liveDomain: { streamingDomain: 'live.example.com', forbiddenStreams: { totalCount: 3 } } },
    });
    const actions = gateway.emulator.calls().map(({ action }) => action);
    expect(actions.filter((action) => !action.startsWith('Describe'))).toEqual([]);
    const resumed = await run(textOf('sh', 'live-gateway resume'));
    const [words = ''] = textOf('text', 'Resumed').split(': ');
    expect(resumed).toMatchObject({ code: 0, out: expect.stringContaining(words) });
  });

  test.each(tableOf(PAGE, '`upstreamCode` in the log'))('%s is reported as %s', (upstream, code) => {
    const [name = ''] = codesOf(upstream);
    const row = findAnswerRow({
      code: name,
      status: 400,
      requestId: undefined,
      retryAfterMs: undefined,
      denial: undefined,
    });
    expect([row?.code]).toEqual(codesOf(code));
  });

  test.each(tableOf(PAGE, '`symptom` in the log'))('%s is reported as %s', (symptom, code) => {
    const rows: Readonly<Record<string, { readonly code: string }>> = SYMPTOM_ROWS;
    expect([rows[codesOf(symptom)[0] ?? '']?.code]).toEqual(codesOf(code));
  });
});
