import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type AccountWorld,
  AccountsFolder,
  startAccount,
  startAccountsGateway,
  toEntry,
} from '../support/accounts.js';
import { type AnswerError, type TestGateway } from '../support/gateway.js';
import { createKeptLog } from '../support/log-lines.js';
import { RESUME } from '../support/queries.js';

let a: AccountWorld;
let b: AccountWorld;
let folder: AccountsFolder;
let gateway: TestGateway;
const { logger, lines } = createKeptLog('info');

beforeEach(async () => {
  lines.length = 0;
  folder = new AccountsFolder();
  [a, b] = await Promise.all([startAccount('brand-a'), startAccount('brand-b')]);
  gateway = await startAccountsGateway(folder, [a, b], {}, { logger });
});
afterEach(async () => {
  await gateway.close();
  await Promise.all([a.emulator.close(), b.emulator.close()]);
  folder.remove();
});

async function resume({ ingestDomain: domainName }: AccountWorld, streamName = 'one') {
  const { body } = await gateway.post(RESUME, { input: { domainName, appName: 'live', streamName } });
  return body.errors?.[0];
}
const codeOf = (error: AnswerError | undefined): unknown => error?.extensions['code'];
const resumesOf = ({ emulator }: AccountWorld) => emulator.calls({ action: 'ResumeLiveStream' });
const logged = (msg: string) =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['msg'] === msg);

describe('a reload of the accounts file', () => {
  test('removes an account, so that its domains become unknown, and adds it again', async () => {
    folder.writeAccounts([toEntry(a)]);
    expect(await gateway.reload()).toBe(true);
    expect(codeOf(await resume(b))).toBe('DOMAIN_NOT_FOUND');
    expect(resumesOf(b)).toEqual([]);
    expect(await resume(a)).toBeUndefined();
    folder.writeAccounts([toEntry(a), toEntry(b)]);
    expect(await gateway.reload()).toBe(true);
    expect(await resume(b)).toBeUndefined();
    expect(logged('accounts reloaded').map(({ accounts }) => accounts)).toEqual([
      ['brand-a'],
      ['brand-a', 'brand-b'],
    ]);
  });

  test('lets a call that was sent finish when its account is removed, and refuses one that waits', async () => {
    const slow = { ...toEntry(b), budgets: { ResumeLiveStream: 1 } };
    folder.writeAccounts([toEntry(a), slow]);
    await gateway.reload();
    b.emulator.configure({ latencyMs: 500 });
    const sent = resume(b, 'sent');
    const waiting = resume(b, 'waiting');
    while (resumesOf(b).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    folder.writeAccounts([toEntry(a)]);
    await gateway.reload();
    expect(await sent).toBeUndefined();
    expect((await waiting)?.extensions).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT' });
    expect(resumesOf(b)).toHaveLength(1);
  });

  test('uses the new keys of an account for the next call', async () => {
    const keys = { accessKeyId: 'LTAI-rotated', accessKeySecret: 'rotated' };
    folder.writeKeys({ name: 'brand-b', keys });
    await gateway.reload();
    expect(codeOf(await resume(b))).toBe('UPSTREAM_DENIED');
    expect(resumesOf(b)[0]).toMatchObject({ accessKeyId: 'LTAI-rotated' });
    folder.writeKeys(b);
    await gateway.reload();
    expect(await resume(b)).toBeUndefined();
  });

  test('applies a changed budget and keeps the window: no second has more calls than the budget allows', async () => {
    const limited = (perSecond: number) => ({ ...toEntry(b), budgets: { ResumeLiveStream: perSecond } });
    folder.writeAccounts([limited(10)]);
    await gateway.reload();
    const first = Array.from({ length: 10 }, (_, n) => resume(b, `first-${n}`));
    await Promise.all(first);
    folder.writeAccounts([limited(5)]);
    await gateway.reload();
    await Promise.all(Array.from({ length: 10 }, (_, n) => resume(b, `then-${n}`)));
    const times = resumesOf(b).map(({ at }) => at);
    const after = times.slice(10);
    expect(after).toHaveLength(10);
    for (const [index, time] of times.entries()) {
      const inSecond = times.slice(index).filter((other) => other - time < 1_000);
      expect(inSecond.length).toBeLessThanOrEqual(10);
    }
    for (const [index, time] of after.entries())
      expect(after.slice(index).filter((other) => other - time < 1_000).length).toBeLessThanOrEqual(5);
  });

  test('with an invalid file keeps the old accounts, and logs every fault of the file without a value', async () => {
    const entry = {
      ...toEntry(b),
      credentials: { type: 'env', prefix: 'NOT_SET' },
      accessKeySecret: 'secret',
    };
    folder.writeAccounts([toEntry(a), entry]);
    expect(await gateway.reload()).toBe(false);
    writeFileSync(folder.file, 'accounts: [');
    expect(await gateway.reload()).toBe(false);
    folder.writeAccounts([{ ...toEntry(a), credentials: { type: 'env', prefix: 'NOT_SET' } }]);
    expect(await gateway.reload()).toBe(false);
    for (const account of [a, b]) expect(await resume(account)).toBeUndefined();
    const faults = logged('accounts not reloaded, the old ones stay in force').map(({ fault }) => fault);
    expect(faults).toEqual([
      expect.stringContaining('accounts[1].accessKeySecret is not allowed here'),
      expect.stringContaining('line '),
      expect.stringContaining('accounts[0].credentials needs NOT_SET_ACCESS_KEY_ID'),
    ]);
  });
});

test('a changed secret file is read without a signal', async () => {
  const keys = { accessKeyId: 'LTAI-rotated', accessKeySecret: 'rotated' };
  folder.writeKeys({ name: 'brand-b', keys });
  const deadlineMs = performance.now() + 10_000;
  while (logged('accounts reloaded').length === 0) {
    expect(performance.now()).toBeLessThan(deadlineMs);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await resume(b);
  expect(resumesOf(b).at(-1)).toMatchObject({ accessKeyId: 'LTAI-rotated' });
});

test('adding and removing accounts under load causes no wrong answer', async () => {
  let isRunning = true;
  let n = 0;
  const seen = { a: 0, served: 0, unknown: 0, refused: 0 };
  const load = async (): Promise<void> => {
    while (isRunning) {
      n += 1;
      const [ofA, ofB] = await Promise.all([resume(a, `s-${n}`), resume(b, `s-${n}`)]);
      expect(ofA).toBeUndefined();
      seen.a += 1;
      if (ofB === undefined) seen.served += 1;
      else {
        expect(ofB.extensions).toMatchObject({ outcome: 'NOT_SENT' });
        expect(['DOMAIN_NOT_FOUND', 'RATE_LIMITED']).toContain(ofB.extensions['code']);
        seen[ofB.extensions['code'] === 'DOMAIN_NOT_FOUND' ? 'unknown' : 'refused'] += 1;
      }
    }
  };
  const running = Array.from({ length: 4 }, load);
  for (let round = 0; round < 6; round += 1) {
    folder.writeAccounts(round % 2 === 0 ? [toEntry(a)] : [toEntry(a), toEntry(b)]);
    expect(await gateway.reload()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  isRunning = false;
  await Promise.all(running);
  expect(resumesOf(a)).toHaveLength(seen.a);
  expect(resumesOf(b)).toHaveLength(seen.served);
  expect(Math.min(seen.served, seen.unknown)).toBeGreaterThan(0);
  for (const [own, other] of [
    [a, b],
    [b, a],
  ] as const)
    for (const { accessKeyId } of resumesOf(own)) expect(accessKeyId).not.toBe(other.keys.accessKeyId);
});
