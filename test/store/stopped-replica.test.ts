import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Reserved, type ReserveRequest } from '../../src/guard/budget/permit-store.js';
import { PostgresPermitStore } from '../../src/store/budget.postgres.js';
import { createDatabase, hasPostgres, type Database } from '../support/postgres.js';

const CHILD = join(import.meta.dirname, 'stopping-replica.js');
const LIMIT = { operation: 'ResumeLiveStream', limit: 10, windowMs: 300 };
const GUARD_MS = 20;
const STOPPED_FOR_MS = 1500;
const MOST_MS = 300;
const PAUSE_MS = 5;

interface Replica {
  readonly replica: string;
  readonly store: PostgresPermitStore;
}

const toRequest = (replica: string): ReserveRequest => ({
  limit: LIMIT,
  guardMs: GUARD_MS,
  replica,
  replicas: 3,
  waiting: { interactive: 2, bulk: 0 },
  horizonMs: { interactive: 0, bulk: 0 },
  amendments: [],
});

/** Waits until the system shows the process as stopped. */
async function untilStopped({ pid }: ChildProcess): Promise<void> {
  for (;;) {
    const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
    if (stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')) return;
    await sleep(5);
  }
}

(hasPostgres ? describe : describe.skip)('a replica that is stopped in the middle of a reservation', () => {
  let database: Database;
  let child: ChildProcess;
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await database.drop();
  });

  /** @returns a replica with an open connection */
  async function connect(replica: string): Promise<Replica> {
    const store = new PostgresPermitStore(database.connect().db);
    await store.view(LIMIT, replica);
    return { replica, store };
  }

  /**
   * Reserves repeatedly until `endMs`.
   * @returns the duration of the longest reservation, in milliseconds
   */
  async function reserveUntil(
    endMs: number,
    { replica, store }: Replica,
    taken: Reserved[],
  ): Promise<number> {
    let longestMs = 0;
    while (performance.now() < endMs) {
      const askedAtMs = performance.now();
      taken.push(...(await store.reserve(toRequest(replica))).permits);
      longestMs = Math.max(longestMs, performance.now() - askedAtMs);
      await sleep(PAUSE_MS);
    }
    return longestMs;
  }

  it.each([
    { stopAt: 1, when: 'it has read the state but not written it' },
    { stopAt: 2, when: 'it has written the state but not used it' },
  ])(`delays the others by at most ${MOST_MS} ms when $when`, async ({ stopAt }) => {
    // The row exists, so the first statement of the child reads it and the second one writes it.
    const others = [await connect('one'), await connect('two')];
    const { url, schema } = database;
    const task = { url, schema, request: toRequest('stopped'), stopAt };
    child = fork(CHILD, [JSON.stringify(task)]);
    await untilStopped(child);
    const endMs = performance.now() + STOPPED_FOR_MS;
    const taken: Reserved[] = [];
    const longest = await Promise.all(others.map((other) => reserveUntil(endMs, other, taken)));
    expect(Math.max(...longest)).toBeLessThanOrEqual(MOST_MS);
    const told = once(child, 'message') as Promise<[{ permits: readonly Reserved[] }]>;
    child.kill('SIGCONT');
    const [{ permits }] = await told;
    taken.push(...permits);
    expect(taken.length).toBeGreaterThan(LIMIT.limit * 3);
    expectNoSlotTwice(taken);
  });
});

function expectNoSlotTwice(taken: readonly Reserved[]): void {
  const sorted = taken.toSorted((a, b) => a.slot - b.slot || a.atMs - b.atMs);
  const tooEarly = sorted.filter((permit, index) => {
    const before = sorted[index - 1];
    return before?.slot === permit.slot && permit.atMs < before.freeAtMs;
  });
  expect(tooEarly).toEqual([]);
}
