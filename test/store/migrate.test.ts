import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
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

  it('of another dialect are skipped', async () => {
    const other: Migration = { ...toStep('0003-c', 'nonsense'), only: 'sqlite' };
    expect(await migrate(database.connect().db, { dialect: 'postgres', migrations: [other] })).toEqual([]);
  });
});
