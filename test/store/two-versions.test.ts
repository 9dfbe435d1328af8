import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { worstWindow } from '../guard/world.js';
import { createDatabase, hasPostgres, type Database } from '../support/postgres.js';
import { createOldPermitStore, installOldFunction } from './old-permit-store.js';
import { createReplica, SHORT, toCall, type Arrived } from './replicas.js';

(hasPostgres ? describe : describe.skip)('replicas of this version and the previous one', () => {
  let database: Database;
  beforeEach(async () => {
    database = await createDatabase();
    await installOldFunction(database.connect());
  });
  afterEach(() => database.drop());

  it('share one limit, and each replica makes all its calls', async () => {
    const arrivals: Arrived[] = [];
    const guards = {
      before: createReplica('before', database.connect(), { toStore: createOldPermitStore }),
      now: createReplica('now', database.connect()),
    };
    const calls = Object.entries(guards).flatMap(([name, guard]) =>
      Array.from({ length: 60 }, (_, n) => guard.run(toCall(arrivals, name, `${name}-${n}`))),
    );
    expect(await Promise.all(calls)).toHaveLength(120);
    const atMs = arrivals.map((arrived) => arrived.atMs);
    expect(worstWindow(atMs, SHORT.windowMs)).toBeLessThanOrEqual(SHORT.limit);
    // The shares are uneven because neither version sees the waiting calls of the other. No replica waits forever.
    for (const name of Object.keys(guards))
      expect(arrivals.filter(({ replica }) => replica === name)).toHaveLength(60);
  });
});
