import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createMigrationGate } from '../../src/store/migration-gate.js';
import { migrate } from '../../src/store/migrations/migrate.js';
import { type Migration } from '../../src/store/migrations/migration.js';
import { updateTables } from '../../src/store/update-tables.js';
import { createDatabase, hasPostgres, type Database } from '../support/postgres.js';

const toStep = (name: string, statement: string): Migration => ({
  name,
  up: async (db) => {
    await sql.raw(statement).execute(db);
  },
});

(hasPostgres ? describe : describe.skip)('migrations', () => {
  let database: Database;
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.drop());
  const place = () => ({ url: database.url, schema: database.schema });

  it('are applied once each when several replicas start at the same time', async () => {
    const migrations = [
      toStep('0001-a', 'create table a (n int)'),
      toStep('0002-b', 'create table b (n int)'),
    ];
    const made = await Promise.all(
      Array.from({ length: 4 }, () => migrate(database.connect().db, { dialect: 'postgres', migrations })),
    );
    expect(made.flat()).toEqual(['0001-a', '0002-b']);
  });

  it('are all applied, or none of them', async () => {
    const { db } = database.connect();
    const good = toStep('0001-a', 'create table a (n int)');
    const broken = toStep('0002-b', 'create table nonsense (');
    await expect(migrate(db, { dialect: 'postgres', migrations: [good, broken] })).rejects.toThrow(
      'syntax error',
    );
    expect(await migrate(db, { dialect: 'postgres', migrations: [good] })).toEqual(['0001-a']);
  });

  it('may take longer than the statements of requests, and a replica that starts meanwhile waits for them', async () => {
    const migrations = [
      toStep('9999-slow', 'create table slow as select 1 as n from (select pg_sleep(0.6)) as pause'),
    ];
    let started = 0;
    const options = {
      ...place(),
      timeoutMs: 100,
      migrations,
      onMigration: () => {
        started += 1;
      },
    };
    const { db } = database.connect();
    await Promise.all([updateTables(db, 'postgres', options), updateTables(db, 'postgres', options)]);
    expect(started).toBe(2);
    const { rows } = await sql`select name from schema_migration where name = '9999-slow'`.execute(db);
    expect(rows).toHaveLength(1);
    await updateTables(db, 'postgres', options);
    expect(started).toBe(2);
  });

  it('leave a table to other replicas while a long transaction uses it, and are tried again', async () => {
    const { db } = database.connect({ port: Number(new URL(database.url).port), timeoutMs: 20_000 });
    const free = Promise.withResolvers<undefined>();
    const inUse = Promise.withResolvers<undefined>();
    const user = db.transaction().execute(async (transaction) => {
      await sql`select count(*) from stream_action`.execute(transaction);
      inUse.resolve(undefined);
      await free.promise;
    });
    await inUse.promise;
    const migrations = [toStep('9999-column', 'alter table stream_action add column n int')];
    const updated = updateTables(db, 'postgres', { ...place(), migrations });
    // The migration waits a second for the table, and then two seconds in which others can use the table.
    await sleep(1_700);
    await sql`select count(*) from stream_action`.execute(database.connect().db);
    free.resolve(undefined);
    await Promise.all([user, updated]);
    await sql`select n from stream_action`.execute(db);
  });

  it('let requests fail at once if they begin after a start without a database', async () => {
    const done = Promise.withResolvers<undefined>();
    let updates = 0;
    const gate = createMigrationGate(() => {
      updates += 1;
      return done.promise;
    }, 50);
    await expect(gate.pass()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', outcome: 'NOT_SENT' });
    await expect(gate.pass()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    done.resolve(undefined);
    await gate.pass();
    expect(updates).toBe(1);
  });

  it('of another dialect are skipped', async () => {
    const other: Migration = { ...toStep('0003-c', 'nonsense'), only: 'sqlite' };
    expect(await migrate(database.connect().db, { dialect: 'postgres', migrations: [other] })).toEqual([]);
  });
});
