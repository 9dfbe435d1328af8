import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from '@jest/globals';
import { MemoryPermitStore } from '../../src/guard/budget/permit-store.memory.js';
import { PostgresPermitStore } from '../../src/store/budget.postgres.js';
import { createDatabase, hasPostgres } from '../support/postgres.js';
import { VirtualClock } from '../support/virtual-clock.js';
import { describeBudget } from './budget.contract.js';

describeBudget('memory', () => {
  const clock = new VirtualClock(1_000_000);
  const store = new MemoryPermitStore(clock);
  return Promise.resolve({
    replica: () => store,
    pass: (durationMs) => clock.pass(durationMs),
    close: () => Promise.resolve(),
  });
});

if (hasPostgres)
  describeBudget('PostgreSQL', async () => {
    const database = await createDatabase();
    return {
      replica: () => new PostgresPermitStore(database.connect().db),
      // The database has its own clock, so this test waits in real time.
      pass: (durationMs) => sleep(durationMs),
      close: () => database.drop(),
    };
  });
else
  describe.skip('a permit store in PostgreSQL', () => {
    it('needs a database', () => undefined);
  });
