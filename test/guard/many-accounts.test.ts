import { expect, test } from '@jest/globals';
import { worstSecond } from '../bench/guard/replicas.js';
import { LIMIT, SimulatedGroup } from '../bench/scale/simulation.js';

const spanMs = (atMs: readonly number[]): number => Math.max(...atMs) - Math.min(...atMs);

test('accounts that share replicas and a database each use their whole limit and never exceed it', async () => {
  const group = new SimulatedGroup({ accounts: 10, replicas: 3, statementMs: 0.2 });
  group.resume(60);
  await group.clock.playUntil(10_000);
  for (const atMs of group.arrivals) {
    expect(atMs).toHaveLength(60);
    expect(worstSecond(atMs)).toBeLessThanOrEqual(LIMIT);
    expect(spanMs(atMs)).toBeLessThan(1_150);
  }
});

test('after an outage of the database, all accounts continue and none exceeds its limit', async () => {
  const group = new SimulatedGroup({ accounts: 5, replicas: 3, statementMs: 0.2 });
  group.resume(120);
  await group.clock.playUntil(1_500);
  group.database.isAway = true;
  await group.clock.playUntil(4_000);
  group.database.isAway = false;
  await group.clock.playUntil(15_000);
  for (const atMs of group.arrivals) {
    expect(atMs).toHaveLength(120);
    expect(worstSecond(atMs)).toBeLessThanOrEqual(LIMIT);
  }
});
