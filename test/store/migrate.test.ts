import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openStore } from '../../src/store/open-store.js';
import { migrate } from '../../src/store/migrations/migrate.js';
import { type Migration } from '../../src/store/migrations/migration.js';
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
    const { db } = database.connect();
    await sql`drop index stream_action_newest_of_domain_name`.execute(db);
    await sql`drop index stream_action_newest_of_subject`.execute(db);
    await sql`delete from schema_migration where name = '0010-action-search'`.execute(db);
    const release = Promise.withResolvers<undefined>();
    const locked = Promise.withResolvers<undefined>();
    const holder = db.transaction().execute(async (transaction) => {
      await sql`set local statement_timeout = 0`.execute(transaction);
      // No index can be created while this lock is held.
      await sql`lock table stream_action in row exclusive mode`.execute(transaction);
      locked.resolve(undefined);
      await release.promise;
    });
    await locked.promise;

    const started: string[] = [];
    const start = async (name: string): Promise<void> => {
      const store = await openStore({ url: database.gatewayUrl(), timeoutMs: 100, onMigration });
      started.push(name);
      await store.close();
    };
    let migrations = 0;
    const onMigration = (): void => {
      migrations += 1;
    };
    const starts = [start('one'), start('two')];
    await sleep(600);
    expect(started).toEqual([]);
    release.resolve(undefined);
    await Promise.all([holder, ...starts]);
    expect(started).toHaveLength(2);
    expect(migrations).toBe(2);
    await start('three');
    expect(migrations).toBe(2);
  });

  it('of another dialect are skipped', async () => {
    const other: Migration = { ...toStep('0003-c', 'nonsense'), only: 'sqlite' };
    expect(await migrate(database.connect().db, { dialect: 'postgres', migrations: [other] })).toEqual([]);
  });
});
