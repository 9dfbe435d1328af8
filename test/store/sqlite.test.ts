import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type NewJob } from '../../src/bulk/job-store.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { toSqlitePath } from '../../src/store/sqlite.js';
import { type ActionIntent } from '../../src/stream/ledger.js';
import { listActionsOf } from '../support/actions.js';
import { lockSqlite } from '../support/sqlite-lock.js';

const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const RESUME: ActionIntent = {
  account: 'default',
  address: ADDRESS,
  kind: 'RESUME',
  subject: 'moderator-7',
  reason: undefined,
  until: undefined,
  correlationId: 'c-1',
};

describe('the embedded store', () => {
  let folder: string;
  let path: string;
  const stores: Store[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
    path = join(folder, 'data', 'gateway.db');
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    rmSync(folder, { recursive: true });
  });
  async function open(onSecondProcess?: () => void): Promise<Store> {
    const store = await openStore({ url: `file:${path}`, onSecondProcess });
    stores.push(store);
    return store;
  }
  const pragma = async (store: Store, name: string): Promise<unknown> => {
    const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(store.db);
    return Object.values(rows[0] ?? {})[0];
  };

  it.each([
    ['file:./data/gateway.db', './data/gateway.db'],
    ['file:data/gateway.db', 'data/gateway.db'],
    ['file:///var/lib/gateway.db', '/var/lib/gateway.db'],
    ['file:/var/lib/a%20b.db?mode=rw', '/var/lib/a b.db'],
    ['file::memory:', ':memory:'],
  ])('opens %s as the file %s', (url, expected) => {
    expect(toSqlitePath(url)).toBe(expected);
  });

  it('creates a folder and files that no other user can read', async () => {
    const store = await open();
    await store.ledger.intend(RESUME);
    const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);
    expect(mode(join(folder, 'data'))).toBe('700');
    for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}.lock`]) expect(mode(file)).toBe('600');
  });

  it('uses a write-ahead log, syncs it at every commit and enforces foreign keys', async () => {
    const store = await open();
    expect(await pragma(store, 'journal_mode')).toBe('wal');
    expect(await pragma(store, 'synchronous')).toBe(2);
    expect(await pragma(store, 'foreign_keys')).toBe(1);
  });

  it('reports a second process, leaves its actions open, and closes open actions when no process is left', async () => {
    let seconds = 0;
    const one = await open(() => (seconds += 1));
    const id = await one.ledger.intend(RESUME);
    const two = await open(() => (seconds += 1));
    expect(seconds).toBe(1);
    expect((await listActionsOf(two.ledger, ADDRESS, { first: 1 })).actions[0]?.outcome).toBe('PENDING');
    await one.ledger.conclude(id, { outcome: 'SUCCEEDED', requestId: 'R-1', code: undefined });
    await one.ledger.intend(RESUME);
    await Promise.all(stores.splice(0).map((store) => store.close()));

    const three = await open(() => (seconds += 1));
    const { actions } = await listActionsOf(three.ledger, ADDRESS, { first: 9 });
    expect(actions.map(({ outcome }) => outcome)).toEqual(['UNKNOWN', 'SUCCEEDED']);
    expect(seconds).toBe(1);
  });

  it.each([
    ['is full', (store: Store) => pragma(store, 'max_page_count = 1')],
    ['cannot be written', (store: Store) => pragma(store, 'query_only = on')],
  ])('refuses an action with STORE_UNAVAILABLE and NOT_SENT if the disk %s', async (_title, brake) => {
    const store = await open();
    await store.check();
    await brake(store);
    const away = { code: 'STORE_UNAVAILABLE', outcome: 'NOT_SENT' };
    const fill = async (): Promise<void> => {
      for (let n = 0; n < 500; n += 1) await store.ledger.intend({ ...RESUME, reason: 'x'.repeat(500) });
    };
    await expect(fill()).rejects.toMatchObject(away);
  });

  it('refuses a bulk job with STORE_UNAVAILABLE and stores no part of it if the disk is full', async () => {
    const store = await open();
    const { page_count: pages } = (await sql<{ page_count: number }>`pragma page_count`.execute(store.db))
      .rows[0] ?? { page_count: 0 };
    await pragma(store, `max_page_count = ${pages + 4}`);
    const streams = Array.from({ length: 2000 }, (_, n) => ({ appName: 'live', streamName: `stream-${n}` }));
    const job: NewJob = {
      id: 'job-1',
      account: 'default',
      domainName: 'push.example.com',
      caller: { subject: 'm', claims: {} },
      reason: undefined,
      idempotencyKey: undefined,
      requestHash: 'hash',
      correlationId: 'c',
      streams,
    };
    await expect(store.jobs.create(job)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryable: true,
      reason: 'full',
    });
    await pragma(store, 'max_page_count = 100000');
    expect(await store.jobs.find('job-1')).toBeUndefined();
    expect(await store.jobs.create(job)).toMatchObject({ id: 'job-1', total: 2000 });
  });

  it.each([
    [
      'is not a database',
      'not_a_database',
      (file: string) => {
        writeFileSync(file, 'text '.repeat(2000));
      },
    ],
    [
      'is a folder',
      'cannot_open',
      (file: string) => {
        mkdirSync(file);
      },
    ],
  ])(
    'does not start with a file that %s, and reports the reason in one word',
    async (_title, reason, make) => {
      mkdirSync(join(folder, 'data'));
      make(path);
      await expect(open()).rejects.toThrow(`(${reason})`);
    },
  );

  it('does not block the event loop or other statements while a statement waits for a lock', async () => {
    const store = await open();
    const lock = await lockSqlite(path);
    const order: string[] = [];
    const written = store.ledger.intend(RESUME).then(() => order.push('written'));
    // By now the statement has been refused and waits.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await listActionsOf(store.ledger, ADDRESS, { first: 1 });
    order.push('read');
    await lock.release();
    await written;
    expect(order).toEqual(['read', 'written']);
  });

  it('runs statements of other callers after an open transaction, not inside it', async () => {
    const store = await open();
    let inside = false;
    let seen: boolean | undefined;
    const transaction = store.db.transaction().execute(async (db) => {
      inside = true;
      await sql`select 1`.execute(db);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await sql`select 1`.execute(db);
      inside = false;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(inside).toBe(true);
    const other = sql`select 1`.execute(store.db).then(() => {
      seen = inside;
    });
    await Promise.all([transaction, other]);
    expect(seen).toBe(false);
  });

  it('is not ready while it cannot write, and is ready again afterwards', async () => {
    const store = await open();
    await pragma(store, 'query_only = on');
    await expect(store.check()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await pragma(store, 'query_only = off');
    await store.check();
  });

  it('reports in one line, without the path, that it cannot be opened', async () => {
    await (await open()).close();
    path = join(path, 'below-a-file', 'gateway.db');
    await expect(open()).rejects.toThrow(/^DATABASE_URL: the database cannot be used \(\w+\);[^/\n]*$/);
    expect(existsSync(path)).toBe(false);
  });
});
