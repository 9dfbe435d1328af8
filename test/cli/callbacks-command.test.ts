import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { callbacksCommand } from '../../src/cli/callbacks-command.js';
import { type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import {
  CALLBACK_ENV,
  CALLBACK_KEY,
  CALLBACK_SECRET,
  createLiveEmulator,
  DOMAIN,
  eventually,
  STREAM,
} from '../support/live-events.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';

let emulator: Emulator;
let gateway: TestGateway;
let env: Record<string, string>;
let out: string[];
let err: string[];
beforeEach(async () => {
  emulator = createLiveEmulator({ seed: {} });
  const { endpoint } = await emulator.listen();
  env = { ...toUpstreamEnv(endpoint), ...DEMO_KEYS, ...CALLBACK_ENV, LIVE_CLIENT: 'core' };
  gateway = await startGateway({ ...env, AUTH_MODE: 'none' });
  out = [];
  err = [];
});
afterEach(async () => {
  for (const secret of [CALLBACK_SECRET, CALLBACK_KEY, ...Object.values(DEMO_KEYS)])
    expect([...out, ...err].join('\n')).not.toContain(secret);
  await gateway.close();
  await emulator.close();
});

const run = (
  args: string,
  answer?: boolean,
  variables: Record<string, string | undefined> = env,
): Promise<number> => {
  out = [];
  err = [];
  return callbacksCommand(args.split(' '), variables, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    confirm: answer === undefined ? undefined : () => Promise.resolve(answer),
  });
};
const changes = (): string[] =>
  emulator
    .calls()
    .map(({ action }) => action)
    .filter((action) => /^(?:Set|Delete)/.test(action));
const origin = (): string => new URL(gateway.url).origin;
const set = (answer = true): Promise<number> => run(`set --domain ${DOMAIN} --url ${origin()}`, answer);

describe('callbacks set', () => {
  test('shows the change, prompts for a confirmation, and sets address and key', async () => {
    expect(await set()).toBe(0);
    expect(err.join('\n')).toMatch(
      /now {3}no callbacks\n.*then {2}http:\/\/127\.0\.0\.1:\d+\/callbacks\/live\/… \(this gateway’s secret\)/,
    );
    expect(out.join('\n')).toMatch(/^The callbacks are set\. RequestId [\dA-F-]{36}$/);
    expect(changes()).toEqual(['SetLiveStreamsNotifyUrlConfig']);
    expect(emulator.calls().at(-1)?.params).toMatchObject({
      DomainName: DOMAIN,
      NotifyUrl: `${origin()}/callbacks/live/${CALLBACK_SECRET}`,
      NotifyReqAuth: 'yes',
      NotifyAuthKey: CALLBACK_KEY,
    });
  });

  test('changes nothing if the user does not confirm, cannot confirm, or if no change is needed', async () => {
    expect(await set(false)).toBe(1);
    expect(await run(`set --domain ${DOMAIN} --url ${origin()}`)).toBe(1);
    expect(changes()).toEqual([]);
    expect(await run(`set --domain ${DOMAIN} --url ${origin()} --yes`)).toBe(0);
    expect(await run(`set --domain ${DOMAIN} --url ${origin()}/ --yes`)).toBe(0);
    expect(out).toEqual(['The callbacks are set to this gateway already. Nothing was changed.']);
    expect(changes()).toHaveLength(1);
  });

  test('needs a secret in the settings', async () => {
    const others = { ...env, LIVE_CALLBACK_SECRET: undefined, LIVE_CALLBACK_AUTH_KEY: undefined };
    expect(await run(`set --domain ${DOMAIN} --url ${origin()} --yes`, undefined, others)).toBe(2);
    expect(err[0]).toBe('set LIVE_CALLBACK_SECRET, as the gateway has it');
  });
});

test('callbacks show prints the address of the callbacks, as lines and as JSON', async () => {
  expect(await run(`show --domain ${DOMAIN}`)).toBe(0);
  expect(out).toEqual(['no callbacks']);
  await set();
  expect(await run(`show --domain ${DOMAIN} --json`)).toBe(0);
  expect(JSON.parse(out.join(''))).toEqual({
    domain: DOMAIN,
    account: 'default',
    url: `${origin()}/callbacks/live/…`,
    isSigned: true,
    isThisGateway: true,
    isKeyKnown: true,
  });
});

test('callbacks remove removes the callbacks, and does nothing the second time', async () => {
  await set();
  expect(await run(`remove --domain ${DOMAIN}`, true)).toBe(0);
  expect(await run(`remove --domain ${DOMAIN}`, true)).toBe(0);
  expect(out).toEqual(['The domain has no callbacks. Nothing was changed.']);
  expect(changes()).toEqual(['SetLiveStreamsNotifyUrlConfig', 'DeleteLiveStreamsNotifyUrlConfig']);
});

test('callbacks check fails until a callback has really arrived', async () => {
  expect(await run(`check --domain ${DOMAIN}`)).toBe(1);
  expect(out[0]).toBe('FAIL no callbacks');
  await set();
  expect(await run(`check --domain ${DOMAIN}`)).toBe(1);
  expect(out.map((line) => line.slice(0, 4))).toEqual(['ok  ', 'ok  ', 'ok  ', 'FAIL']);
  emulator.publish(STREAM);
  await eventually(() => emulator.callbacks().length === 1);
  expect(await run(`check --domain ${DOMAIN} --json`)).toBe(0);
  expect(JSON.parse(out.join(''))).toMatchObject({
    isThisGateway: true,
    isReachable: true,
    lastDay: { succeeded: 1, failed: 0 },
  });
});

test.each([
  ['', 'give one of show, set, remove and check'],
  ['list --domain push.example.com', 'give one of show, set, remove and check'],
  ['constructor --domain push.example.com', 'give one of show, set, remove and check'],
  ['show', '--domain must be an ingest domain'],
  ['show --domain nowhere', '--domain must be an ingest domain'],
  ['set --domain push.example.com', 'set needs --url'],
  [
    'set --domain push.example.com --url ftp://example.com',
    '--url must be an http or https address, without a user name',
  ],
  [
    'check --domain push.example.com --wait forever',
    '--wait must be a whole number of seconds, at most 3600',
  ],
])('wrong use is said and changes nothing: callbacks %s', async (args, message) => {
  expect(await run(args)).toBe(2);
  expect(err[0]).toBe(message);
  expect(changes()).toEqual([]);
});

test('a domain of another account is reported with the code and the RequestId', async () => {
  expect(await run('show --domain push.other.example')).toBe(1);
  expect(err.join('\n')).toMatch(/^DOMAIN_NOT_FOUND: .* RequestId [\dA-F-]{36}$/);
});

test('missing keys are reported', async () => {
  expect(await run(`show --domain ${DOMAIN}`, undefined, {})).toBe(2);
  expect(err[0]).toMatch(/^ALIBABA_CLOUD_ACCESS_KEY_ID: is not set/);
});
