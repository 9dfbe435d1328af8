import { expect, test } from '@jest/globals';
import { CallbackRefused } from '../../src/event/callback-reasons.js';
import { createCallbackReceiver } from '../../src/event/receiver.js';

const SECRET = 'callbacksecret0001';
const REQUEST = { secret: SECRET, host: 'gateway.example.com', timestamp: undefined, signature: undefined };
const SEARCH = '?action=publish&app=push.example.com&appname=live&id=match-42&time=1764158400';

interface Counted {
  statements: number;
  checks: number;
}

function createReceiver(counted: Counted, append = (): Promise<void> => Promise.resolve(), now = 0) {
  return createCallbackReceiver({
    accounts: () => [{ name: 'default', secrets: [SECRET], authKeys: [] }],
    isDomainOfAccount: (_account, domainName) => {
      counted.checks += 1;
      return Promise.resolve(domainName === 'push.example.com');
    },
    store: {
      append: () => {
        counted.statements += 1;
        return append();
      },
    },
    now: () => 1_764_158_400_000 + now,
  });
}

const reasonOf = async (receiving: Promise<void>): Promise<string> => {
  try {
    await receiving;
    return 'stored';
  } catch (thrown) {
    return thrown instanceof CallbackRefused ? thrown.reason : 'thrown';
  }
};

test('invalid callbacks cause no statement and no check of a domain, even in large numbers', async () => {
  const counted = { statements: 0, checks: 0 };
  const receiver = createReceiver(counted);
  const bad = [
    { ...REQUEST, secret: 'wrongsecret000001', search: SEARCH },
    { ...REQUEST, search: '?action=publish' },
    { ...REQUEST, search: `${SEARCH}&x=${'y'.repeat(10_000)}` },
  ];
  const reasons = new Set<string>();
  for (let n = 0; n < 10_000; n += 1)
    reasons.add(await reasonOf(receiver.receive(bad[n % 3] ?? { ...REQUEST, search: '' })));
  expect(reasons).toEqual(new Set(['secret', 'parameter', 'size', 'rate']));
  expect(counted).toEqual({ statements: 0, checks: 0 });
});

test('the receiver accepts at most 2,000 callbacks per second', async () => {
  const counted = { statements: 0, checks: 0 };
  const receiver = createReceiver(counted);
  const reasons = await Promise.all(
    Array.from({ length: 3_000 }, () => reasonOf(receiver.receive({ ...REQUEST, search: SEARCH }))),
  );
  expect(reasons.filter((reason) => reason === 'stored')).toHaveLength(2_000);
  expect(reasons.filter((reason) => reason === 'rate')).toHaveLength(1_000);
});

test('a callback is refused if the store does not accept it', async () => {
  const receiver = createReceiver({ statements: 0, checks: 0 }, () => Promise.reject(new Error('away')));
  expect(await reasonOf(receiver.receive({ ...REQUEST, search: SEARCH }))).toBe('store');
});

test('the domain decides between accounts that share a secret', async () => {
  const stored: string[] = [];
  const receiver = createCallbackReceiver({
    accounts: () => ['brand-a', 'brand-b'].map((name) => ({ name, secrets: [SECRET], authKeys: [] })),
    isDomainOfAccount: (account, domainName) => Promise.resolve(domainName === `push.${account}.example.com`),
    store: {
      append: ([event]) => {
        stored.push(event?.address.domainName ?? '');
        return Promise.resolve();
      },
    },
    now: () => 1_764_158_400_000,
  });
  for (const domain of ['push.brand-a.example.com', 'push.brand-b.example.com'])
    await receiver.receive({ ...REQUEST, search: SEARCH.replace('push.example.com', domain) });
  expect(await reasonOf(receiver.receive({ ...REQUEST, search: SEARCH }))).toBe('domain');
  expect(stored).toEqual(['push.brand-a.example.com', 'push.brand-b.example.com']);
});
