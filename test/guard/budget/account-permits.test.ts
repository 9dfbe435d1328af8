import { expect, test } from '@jest/globals';
import { createAccountPermits } from '../../../src/guard/budget/permit-store.account.js';
import { MemoryPermitStore } from '../../../src/guard/budget/permit-store.memory.js';
import { type PermitStore, type ReserveRequest } from '../../../src/guard/budget/permit-store.js';
import { VirtualClock } from '../../support/virtual-clock.js';

const LIMIT = { operation: 'ResumeLiveStream', limit: 3, windowMs: 1_000 };
const NONE = { interactive: 0, bulk: 0 };
const request: ReserveRequest = {
  limit: LIMIT,
  guardMs: 0,
  replica: 'one',
  replicas: 1,
  waiting: { interactive: 10, bulk: 0 },
  horizonMs: NONE,
  amendments: [],
};
const grantsOf = async (store: PermitStore): Promise<number> => (await store.reserve(request)).permits.length;

test('accounts that share a store do not use permits of each other', async () => {
  const shared = new MemoryPermitStore(new VirtualClock(0));
  const [a, b, single] = ['a', 'b', 'default'].map((name) => createAccountPermits(shared, name));
  for (const store of [a, b, single] as PermitStore[]) expect(await grantsOf(store)).toBe(3);
  for (const store of [a, b, single] as PermitStore[]) expect(await grantsOf(store)).toBe(0);
  // The account `default` has the same budgets as a gateway without accounts.
  expect(await grantsOf(shared)).toBe(0);
});
