import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Emulator } from '../../src/emulator/server.js';
import {
  type CallbackTarget,
  nowSeconds,
  sendCallback,
  signCallback,
  toCallbackQuery,
} from '../support/callback-requests.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import {
  CALLBACK_ENV,
  CALLBACK_KEY,
  CALLBACK_SECRET,
  createLiveEmulator,
  DOMAIN,
  historyOf,
  STREAM,
} from '../support/live-events.js';
import { createKeptLog } from '../support/log-lines.js';

const HOSTILE = { streamName: 'hostile', appName: 'live', domainName: DOMAIN };

let emulator: Emulator;
let gateway: TestGateway;
const log = createKeptLog();
beforeAll(async () => {
  emulator = createLiveEmulator();
  gateway = await startGateway(CALLBACK_ENV, { emulator, logger: log.logger });
});
afterAll(() => gateway.close());

const toQuery = (changes: Readonly<Record<string, string | undefined>> = {}): string =>
  toCallbackQuery({ id: HOSTILE.streamName, ...changes });
const sign = signCallback;
const call = (...args: [query: string, headers?: Record<string, string>, to?: CallbackTarget]) =>
  sendCallback(gateway.url, ...args);

describe('a callback is stored', () => {
  const host = (): string => new URL(gateway.url).host;
  let second = 0;
  test.each([
    ['signed for the ingest domain', () => sign(DOMAIN)],
    ['signed for the host of its URL, with the port', () => sign(host())],
    ['signed for the host of its URL, without the port', () => sign('127.0.0.1')],
    ['signed 14 minutes ago', () => sign(DOMAIN, String(nowSeconds() - 840))],
  ])('%s', async (_name, headers) => {
    second += 1;
    const time = String(nowSeconds() - 100 * second);
    expect(await call(toQuery({ time, id: 'stored' }), headers())).toBe(200);
    expect(await historyOf(gateway, { ...STREAM, streamName: 'stored' })).toHaveLength(second);
  });

  test('once, however often it is sent', async () => {
    const query = toQuery({ id: 'often' });
    const statuses = await Promise.all(Array.from({ length: 20 }, () => call(query)));
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 200));
    expect(await historyOf(gateway, { ...STREAM, streamName: 'often' })).toHaveLength(1);
  });

  test('for any order of publish and publish_done', async () => {
    const now = nowSeconds();
    const id = 'reversed';
    expect(await call(toQuery({ id, action: 'publish_done', time: String(now) }))).toBe(200);
    expect(await call(toQuery({ id, time: String(now - 5) }))).toBe(200);
    const stream = { ...STREAM, streamName: id };
    expect((await historyOf(gateway, stream)).map(({ kind }) => kind)).toEqual(['PUBLISHED', 'UNPUBLISHED']);
    const { body } = await gateway.post(
      'query ($d: String!, $a: String!, $s: String!) { liveStream(domainName: $d, appName: $a, streamName: $s) { status } }',
      { d: DOMAIN, a: 'live', s: id },
    );
    expect(body.data).toEqual({ liveStream: { status: 'OFFLINE' } });
  });
});

describe('a callback is refused and nothing is stored', () => {
  const long = 'x'.repeat(10_240);
  test.each<readonly [string, number, string, () => Promise<number>]>([
    [
      'with a wrong secret',
      403,
      'secret',
      () => call(toQuery(), sign(DOMAIN), { secret: 'anothersecret0001' }),
    ],
    ['without a secret', 403, 'secret', () => call(toQuery(), sign(DOMAIN), { secret: '' })],
    [
      'with more behind its secret',
      403,
      'secret',
      () => call(toQuery(), {}, { secret: `${CALLBACK_SECRET}/x` }),
    ],
    ['without a signature', 403, 'timestamp', () => call(toQuery(), {})],
    [
      'signed with another key',
      403,
      'signature',
      () => call(toQuery(), sign(DOMAIN, undefined, 'anotherkey000001')),
    ],
    ['signed for another domain', 403, 'signature', () => call(toQuery(), sign('push.example.net'))],
    [
      'signed 16 minutes ago',
      403,
      'timestamp',
      () => call(toQuery(), sign(DOMAIN, String(nowSeconds() - 960))),
    ],
    [
      'signed in the future',
      403,
      'timestamp',
      () => call(toQuery(), sign(DOMAIN, String(nowSeconds() + 960))),
    ],
    ['signed at no time', 403, 'timestamp', () => call(toQuery(), sign(DOMAIN, 'now'))],
    [
      'of a domain of no account',
      403,
      'domain',
      () => call(toQuery({ app: 'push.other.example' }), sign('push.other.example')),
    ],
    ['without an action', 400, 'parameter', () => call(toQuery({ action: undefined }))],
    ['with an unknown action', 400, 'parameter', () => call(toQuery({ action: 'record' }))],
    ['with an inherited action', 400, 'parameter', () => call(toQuery({ action: 'constructor' }))],
    ['without a stream', 400, 'parameter', () => call(toQuery({ id: undefined }))],
    ['without an app', 400, 'parameter', () => call(toQuery({ appname: undefined }))],
    ['without a domain', 400, 'parameter', () => call(toQuery({ app: undefined }))],
    ['with two streams', 400, 'parameter', () => call(`${toQuery()}&id=another`)],
    ['with two domains', 400, 'parameter', () => call(`${toQuery()}&app=push.brand-a.example.com`)],
    ['of every app', 400, 'parameter', () => call(toQuery({ appname: '*' }))],
    ['with a time that is none', 400, 'parameter', () => call(toQuery({ time: 'now' }))],
    ['with a time to come', 400, 'parameter', () => call(toQuery({ time: String(nowSeconds() + 10_000) }))],
    ['with a name in GBK', 400, 'parameter', () => call(toQuery({ id: '%D6%D0%B9%FA' }))],
    ['with half a percent sign', 400, 'parameter', () => call(toQuery({ id: '%' }))],
    ['with a slash in a name', 400, 'parameter', () => call(toQuery({ id: 'a%2Fb' }))],
    ['with a NUL in a name', 400, 'parameter', () => call(toQuery({ id: 'a%00b' }))],
    ['with a query of 10 KB', 400, 'size', () => call(toQuery({ usrargs: long }))],
    ['without any query', 400, 'parameter', () => call('')],
  ])('%s', async (_name, status, reason, send) => {
    const before = await metric(reason);
    expect(await send()).toBe(status);
    expect(await metric(reason)).toBe(before + 1);
    expect(await historyOf(gateway, HOSTILE)).toEqual([]);
  });

  test('with POST, and other methods', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect(await call(toQuery(), sign(DOMAIN), { method })).toBe(405);
    expect(await historyOf(gateway, HOSTILE)).toEqual([]);
  });
});

test('a signature that is replayed with another action is only a hint: the status comes from a read', async () => {
  const headers = sign(DOMAIN);
  const id = 'replayed';
  expect(await call(toQuery({ id, action: 'publish_done' }), headers)).toBe(200);
  expect(await call(toQuery({ id, action: 'publish' }), headers)).toBe(200);
  const { body } = await gateway.post(
    'query ($s: String!) { liveStream(domainName: "push.example.com", appName: "live", streamName: $s) { status } }',
    { s: id },
  );
  expect(body.data).toEqual({ liveStream: { status: 'OFFLINE' } });
});

test('a refused callback is logged with its reason, without any of its values', () => {
  const refused = log.lines
    .map((line) => JSON.parse(line) as { readonly msg: string; readonly reason: string })
    .filter(({ msg }) => msg === 'callback refused');
  expect(new Set(refused.map(({ reason }) => reason))).toEqual(
    new Set(['secret', 'timestamp', 'signature', 'domain', 'parameter', 'size']),
  );
  const text = log.lines.join('\n');
  for (const secret of [
    CALLBACK_SECRET,
    CALLBACK_KEY,
    'anothersecret',
    '203.0.113.9',
    'auth_key',
    'edge-1',
    'hostile',
  ])
    expect(text).not.toContain(secret);
});

test('without a secret in the settings there is no receiver', async () => {
  const other = await startGateway();
  const { status } = await fetch(new URL(`/callbacks/live/${CALLBACK_SECRET}?${toQuery()}`, other.url));
  expect(status).toBe(404);
  await other.close();
});

test('during a rotation, the old and the new secret and key are valid', async () => {
  const env = {
    LIVE_CALLBACK_SECRET: `${CALLBACK_SECRET},newsecret00000001`,
    LIVE_CALLBACK_AUTH_KEY: `${CALLBACK_KEY},newauthkey0000001`,
  };
  const other = await startGateway(env, { emulator: createLiveEmulator() });
  for (const secret of env.LIVE_CALLBACK_SECRET.split(','))
    for (const key of env.LIVE_CALLBACK_AUTH_KEY.split(',')) {
      const url = new URL(`/callbacks/live/${secret}?${toQuery()}`, other.url);
      expect((await fetch(url, { headers: sign(DOMAIN, undefined, key) })).status).toBe(200);
    }
  await other.close();
});

async function metric(reason: string): Promise<number> {
  const page = await (await fetch(new URL('/metrics', gateway.url))).text();
  const [, value] = new RegExp(`callbacks_total\\{result="${reason}"\\} (\\d+)`).exec(page) ?? [];
  return Number(value);
}
