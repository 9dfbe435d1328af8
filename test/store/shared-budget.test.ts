import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createDatabase, hasPostgres, type Database } from '../support/postgres.js';
import { worstWindow } from '../guard/world.js';
import { createReplica, SHORT, toCall, type Arrived } from './replicas.js';

(hasPostgres ? describe : describe.skip)('a budget that replicas share', () => {
  let database: Database;
  let arrivals: Arrived[];
  beforeEach(async () => {
    database = await createDatabase();
    arrivals = [];
  });
  afterEach(() => database.drop());
  const times = () => arrivals.map(({ atMs }) => atMs);

  it('lets at most the limit through in any window, and lets every replica make calls', async () => {
    const replicas = ['one', 'two', 'three'].map(
      (name) => [name, createReplica(name, database.connect())] as const,
    );
    const calls = replicas.flatMap(([name, guard]) =>
      Array.from({ length: 30 }, (_, n) => guard.run(toCall(arrivals, name, `${name}-${n}`))),
    );
    expect(await Promise.all(calls)).toHaveLength(90);
    expect(worstWindow(times(), SHORT.windowMs)).toBeLessThanOrEqual(SHORT.limit);
    const half = arrivals.slice(10, 55);
    for (const [name] of replicas)
      expect(half.filter(({ replica }) => replica === name).length).toBeGreaterThan(45 / 3 / 2);
  });

  it('gives the permits of aborted calls to a replica that waits', async () => {
    const [one, two] = [createReplica('one', database.connect()), createReplica('two', database.connect())];
    await Promise.all(Array.from({ length: 10 }, (_, n) => one.run(toCall(arrivals, 'one', `first-${n}`))));
    const leaving = new AbortController();
    const left = Array.from({ length: 10 }, (_, n) =>
      one.run(toCall(arrivals, 'one', `left-${n}`, { signal: leaving.signal })),
    );
    const gone = Promise.allSettled(left);
    await one.budgets();
    leaving.abort();
    await gone;
    const stays = Array.from({ length: 10 }, (_, n) => two.run(toCall(arrivals, 'two', `stays-${n}`)));
    await Promise.all(stays);
    expect(arrivals).toHaveLength(20);
    const [first, last] = [Math.min(...times()), Math.max(...times())];
    expect(last - first).toBeLessThan(2 * SHORT.windowMs);
    const waiting = (await two.budgets()).map((budget) => budget.waiting);
    expect(waiting).toEqual([0]);
  });

  it('refuses with STORE_UNAVAILABLE after a limited number of rounds if no write succeeds', async () => {
    const { db } = database.connect();
    await sql`create function keep_row() returns trigger language plpgsql as 'begin return null; end'`.execute(
      db,
    );
    await sql`create trigger keep_row before update on call_budget for each row execute function keep_row()`.execute(
      db,
    );
    const one = createReplica('one', database.connect(), { requestTimeoutMs: 5_000 });
    await expect(one.run(toCall(arrivals, 'one', 'kept'))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      outcome: 'NOT_SENT',
      detail: { reason: 'busy' },
    });
    expect(arrivals).toEqual([]);
  });

  it('continues at the full rate when one replica ends during its work', async () => {
    const client = database.connect();
    const [one, two] = [createReplica('one', client), createReplica('two', database.connect())];
    const run = (guard: typeof one, name: string) =>
      Array.from({ length: 60 }, (_, n) => guard.run(toCall(arrivals, name, `${name}-${n}`)));
    const [lost, kept] = [Promise.allSettled(run(one, 'one')), run(two, 'two')];
    await kept[4];
    // For the database, this is as abrupt as a kill: the replica withdraws no request and gives no permit back.
    await client.close();
    expect(await Promise.all(kept)).toHaveLength(60);
    const refused = (await lost).filter(({ status }) => status === 'rejected');
    const made = arrivals.filter(({ replica }) => replica === 'one');
    expect(refused.length + made.length).toBe(60);
    expect(refused.length).toBeGreaterThan(0);
    expect(worstWindow(times(), SHORT.windowMs)).toBeLessThanOrEqual(SHORT.limit);
  });

  it('shows the same budget to all replicas', async () => {
    const [one, two] = [createReplica('one', database.connect()), createReplica('two', database.connect())];
    await Promise.all(Array.from({ length: 10 }, (_, n) => one.run(toCall(arrivals, 'one', `call-${n}`))));
    const [budget] = await two.budgets();
    expect(budget?.available).toBeLessThan(10);
    expect(budget).toMatchObject({ operation: 'ResumeLiveStream', waiting: 0 });
    expect(budget?.perSecond).toBeCloseTo(100 / 3, 5);
  });
});
