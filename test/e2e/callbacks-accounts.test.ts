import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type AccountWorld,
  AccountsFolder,
  startAccount,
  startAccountsGateway,
} from '../support/accounts.js';
import { nowSeconds, sendCallback, signCallback, toCallbackQuery } from '../support/callback-requests.js';
import { type TestGateway } from '../support/gateway.js';
import { createKeptLog } from '../support/log-lines.js';

const OF_A = { secret: 'secretofbranda01', authKey: 'authkeyofbranda1' };
const OF_B = { secret: 'secretofbrandb01', authKey: 'authkeyofbrandb1' };
const HISTORY = `query ($name: String!) { liveDomain(name: $name) { events { nodes { kind stream { streamName } } } } }`;

let a: AccountWorld;
let b: AccountWorld;
let folder: AccountsFolder;
let gateway: TestGateway;
const { logger, lines } = createKeptLog();

/** @returns the variables that name the files of an account's secret and key */
function writeCallbackSecrets(prefix: string, { secret, authKey }: typeof OF_A): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ CALLBACK_SECRET: secret, CALLBACK_AUTH_KEY: authKey }).map(([name, value]) => {
      const path = join(folder.path, `${prefix}_${name}`);
      writeFileSync(path, `${value}\n`);
      return [`${prefix}_${name}_FILE`, path];
    }),
  );
}

beforeEach(async () => {
  lines.length = 0;
  folder = new AccountsFolder();
  [a, b] = await Promise.all([startAccount('brand-a'), startAccount('brand-b')]);
  const env = { ...writeCallbackSecrets('BRAND_A', OF_A), ...writeCallbackSecrets('BRAND_B', OF_B) };
  gateway = await startAccountsGateway(folder, [a, b], env, { logger });
});
afterEach(async () => {
  await gateway.close();
  await Promise.all([a.emulator.close(), b.emulator.close()]);
  folder.remove();
});

const call = (
  { ingestDomain }: AccountWorld,
  { secret, authKey }: typeof OF_A,
  changes: Readonly<Record<string, string>> = {},
): Promise<number> =>
  sendCallback(
    gateway.url,
    toCallbackQuery({ app: ingestDomain, id: 'one', ...changes }),
    signCallback(ingestDomain, undefined, authKey),
    { secret },
  );

async function eventsOf({ ingestDomain: name }: AccountWorld): Promise<unknown> {
  const { body } = await gateway.post(HISTORY, { name });
  return (body.data?.['liveDomain'] as { events: { nodes: unknown } }).events.nodes;
}

const EVENT = { kind: 'PUBLISHED', stream: { streamName: 'one' } };

describe('a callback to a gateway with several accounts', () => {
  test('is accepted with the secret and the key of its account', async () => {
    expect([await call(a, OF_A), await call(b, OF_B)]).toEqual([200, 200]);
    expect([await eventsOf(a), await eventsOf(b)]).toEqual([[EVENT], [EVENT]]);
  });

  test('is refused with the secret or the key of another account, and the log has the name of the account', async () => {
    expect(await call(b, OF_A)).toBe(403);
    expect(await call(b, { ...OF_B, authKey: OF_A.authKey })).toBe(403);
    expect(await eventsOf(b)).toEqual([]);
    const refusals = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'callback refused');
    expect(refusals).toEqual([
      expect.objectContaining({ account: 'brand-a', reason: 'domain' }),
      expect.objectContaining({ account: 'brand-b', reason: 'signature' }),
    ]);
    for (const line of lines)
      for (const secret of [OF_A, OF_B].flatMap((of) => Object.values(of)))
        expect(line).not.toContain(secret);
  });

  test('is accepted with the old and the new secret during a rotation, and later only with the new one', async () => {
    const next = { secret: 'nextsecretofb001', authKey: 'nextauthkeyofb01' };
    const time = (n: number) => ({ time: String(nowSeconds() - 100 * n) });
    writeCallbackSecrets('BRAND_B', {
      secret: `${next.secret},${OF_B.secret}`,
      authKey: `${next.authKey},${OF_B.authKey}`,
    });
    expect(await gateway.reload()).toBe(true);
    expect([await call(b, OF_B, time(1)), await call(b, next, time(2))]).toEqual([200, 200]);
    writeCallbackSecrets('BRAND_B', next);
    expect(await gateway.reload()).toBe(true);
    expect([await call(b, OF_B, time(3)), await call(b, next, time(4))]).toEqual([403, 200]);
    expect(await eventsOf(b)).toHaveLength(3);
  });

  test('is still accepted with the old secret if the changed secret cannot be used', async () => {
    writeCallbackSecrets('BRAND_B', { ...OF_B, secret: 'short' });
    expect(await gateway.reload()).toBe(false);
    expect(await call(b, OF_B)).toBe(200);
    expect(lines.join('\n')).not.toContain('short');
  });
});
