import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDatabase, hasPostgres, type Database } from '../support/postgres.js';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { worstWindow } from '../guard/world.js';
import { createReplica, SHORT, toCall, type Arrived } from './replicas.js';

(hasPostgres ? describe : describe.skip)('a shared budget whose database becomes unavailable', () => {
  let database: Database;
  let proxy: TcpProxy;
  let arrivals: Arrived[];
  beforeEach(async () => {
    database = await createDatabase();
    const { hostname: host, port } = new URL(database.url);
    proxy = await createTcpProxy({ host, port: Number(port) });
    arrivals = [];
  });
  afterEach(async () => {
    await proxy.close();
    await database.drop();
  });
  const replica = (name: string, whenDown: 'refuse' | 'degrade') =>
    createReplica(name, database.connect({ port: proxy.port, timeoutMs: 300 }), { whenDown });

  it.each(['cut', 'stall'] as const)(
    'refuses with STORE_UNAVAILABLE and NOT_SENT, and recovers without help (%s)',
    async (how) => {
      const guard = replica('one', 'refuse');
      await guard.run(toCall(arrivals, 'one', 'before'));
      await proxy[how]();
      await expect(guard.run(toCall(arrivals, 'one', 'during'))).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        outcome: 'NOT_SENT',
        retryable: true,
        operation: 'ResumeLiveStream',
      });
      await proxy.mend();
      await sleep(300);
      await guard.run(toCall(arrivals, 'one', 'after'));
      expect(arrivals.map(({ name }) => name)).toEqual(['before', 'after']);
    },
  );

  it('also refuses the calls that wait when the database becomes unavailable', async () => {
    const guard = replica('one', 'refuse');
    const calls = Array.from({ length: 15 }, (_, n) => guard.run(toCall(arrivals, 'one', `call-${n}`)));
    const all = Promise.allSettled(calls);
    await calls[0];
    await proxy.cut();
    const refused = (await all).flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    expect(refused.length).toBeGreaterThan(0);
    for (const reason of refused)
      expect(reason).toMatchObject({ code: 'STORE_UNAVAILABLE', outcome: 'NOT_SENT' });
    expect(arrivals.length + refused.length).toBe(15);
  });

  it.each(['cut', 'stall'] as const)(
    'degrades to limit ÷ replicas, and keeps the limit before, during and after the outage (%s)',
    async (how) => {
      const guards = ['one', 'two'].map((name) => [name, replica(name, 'degrade')] as const);
      const calls = guards.flatMap(([name, guard]) =>
        Array.from({ length: 100 }, (_, n) => guard.run(toCall(arrivals, name, `${name}-${n}`))),
      );
      const all = Promise.all(calls);
      await sleep(700);
      const cutAtMs = performance.now();
      await proxy[how]();
      await sleep(2000);
      const mendedAtMs = performance.now();
      await proxy.mend();
      expect(await all).toHaveLength(200);
      expect(
        worstWindow(
          arrivals.map(({ atMs }) => atMs),
          SHORT.windowMs,
        ),
      ).toBeLessThanOrEqual(SHORT.limit);
      const during = arrivals.filter(({ atMs }) => atMs > cutAtMs + 1000 && atMs < mendedAtMs);
      for (const [name] of guards) {
        const own = during.filter((arrival) => arrival.replica === name).map(({ atMs }) => atMs);
        expect(own.length).toBeGreaterThan(5);
        expect(worstWindow(own, SHORT.windowMs)).toBeLessThanOrEqual(SHORT.limit / 2);
      }
    },
  );
});
