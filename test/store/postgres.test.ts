import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createDatabase, hasPostgres, type Database } from '../support/postgres.js';

(hasPostgres ? describe : describe.skip)('a connection to PostgreSQL', () => {
  let database: Database;
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.drop());

  it('that breaks during a transaction fails the transaction and does not end the process', async () => {
    const { db } = database.connect();
    const other = database.connect().db;
    const broken = db.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
      const pid = rows[0]?.pid;
      const isThere = async (): Promise<boolean> => {
        const found = await sql`select 1 from pg_stat_activity where pid = ${pid}`.execute(other);
        return found.rows.length > 0;
      };
      await sql`select pg_terminate_backend(${pid})`.execute(other);
      while (await isThere()) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, 50));
      await sql`select 1`.execute(transaction);
    });
    await expect(broken).rejects.toThrow();
    expect((await sql`select 1`.execute(db)).rows).toHaveLength(1);
  });
});
