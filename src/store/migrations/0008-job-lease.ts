import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * One replica holds a lease of a job; `lease_number` fences a former holder. Replicas of the previous version lease
 * single items. In PostgreSQL they can still run beside this version. Therefore this migration leases every item
 * without an end time, and they send none. Items that they have sent keep their `unanswered` count. The columns of
 * these leases have no other use.
 */
export const jobLease: Migration = {
  name: '0008-job-lease',
  up: async (db, dialect) => {
    await sql`alter table bulk_job add column holder text`.execute(db);
    await sql`alter table bulk_job add column leased_until_ms bigint not null default 0`.execute(db);
    await sql`alter table bulk_job add column lease_number integer not null default 0`.execute(db);
    if (dialect === 'sqlite') return;
    const forGood = sql.lit(Number.MAX_SAFE_INTEGER);
    await sql`alter table bulk_item alter column leased_until_ms set default ${forGood}`.execute(db);
    await sql`update bulk_item set leased_by = null, leased_until_ms = ${forGood}
      where outcome = 'PENDING'`.execute(db);
  },
};
