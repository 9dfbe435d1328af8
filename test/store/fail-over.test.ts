import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createPostgres } from '../../src/store/postgres.js';
import { openStore, type Store, type StoreOptions } from '../../src/store/open-store.js';
import { type ActionIntent } from '../../src/stream/ledger.js';
import { listActionsOf } from '../support/actions.js';
import { createDatabase, hasPostgres, type Database } from '../support/postgres.js';
import { createTcpProxy } from '../support/tcp-proxy.js';

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
const SUCCEEDED = { outcome: 'SUCCEEDED', requestId: 'R-1', code: undefined } as const;

(hasPostgres ? describe : describe.skip)('a store whose PostgreSQL fails over', () => {
  let database: Database;
  const stores: Store[] = [];
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await database.drop();
  });
  async function open(options: Partial<StoreOptions> = {}): Promise<Store> {
    const store = await openStore({ url: database.gatewayUrl(), ...options });
    stores.push(store);
    return store;
  }
  /** Applies the setting to every connection of the pool. */
  const onAll = async ({ db }: Store, setting: string): Promise<void> => {
    const statement = sql`select set_config(${setting}, 'on', false), pg_sleep(0.2)`;
    await Promise.all(Array.from({ length: 8 }, () => statement.execute(db)));
  };
  const actions = async (store: Store) => (await listActionsOf(store.ledger, ADDRESS, { first: 9 })).actions;

  it('closes all connections that have become read-only and writes on a new one', async () => {
    const faults: string[] = [];
    const store = await open({ onUnavailable: ({ reason }) => faults.push(reason) });
    await onAll(store, 'default_transaction_read_only');
    await store.ledger.conclude(await store.ledger.intend(RESUME), SUCCEEDED);
    await onAll(store, 'default_transaction_read_only');
    await store.check();
    expect((await actions(store)).map(({ outcome }) => outcome)).toEqual(['SUCCEEDED']);
    expect(faults).toEqual([]);
  });

  it('writes an intent once if the answer to the first attempt was lost', async () => {
    const { hostname: host, port } = new URL(database.url);
    const proxy = await createTcpProxy({ host, port: Number(port) });
    const store = await open({ url: database.gatewayUrl(proxy.port) });
    await store.check();
    proxy.loseNextAnswer();
    const id = await store.ledger.intend(RESUME);
    expect((await actions(store)).map((action) => action.id)).toEqual([id]);
    await store.close();
    await proxy.close();
  });

  describe('to a server that is read-only', () => {
    let role: string;
    let url: string;
    const alter = (what: string) => sql.raw(what).execute(database.connect().db);
    const setReadOnly = (value: 'on' | 'off') =>
      alter(`alter role ${role} set default_transaction_read_only = ${value}`);
    beforeEach(async () => {
      role = `role_${database.schema}`;
      await alter(`create role ${role} login superuser`);
      const address = new URL(database.gatewayUrl());
      address.username = role;
      url = address.href;
    });
    afterEach(async () => {
      await Promise.all(stores.splice(0).map((store) => store.close()));
      await alter(`reassign owned by ${role} to current_user`);
      await alter(`drop role ${role}`);
    });

    it('is not ready, reports the reason, and is ready again when the server accepts writes', async () => {
      const store = await open({ url });
      await store.check();
      await setReadOnly('on');
      await onAll(store, 'default_transaction_read_only');
      await expect(store.check()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', reason: 'read_only' });
      await expect(store.ledger.intend(RESUME)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        outcome: 'NOT_SENT',
        detail: { reason: 'read_only' },
      });
      await setReadOnly('off');
      await store.check();
      expect(await actions(store)).toEqual([]);
    });

    it('writes refused outcomes later, when the server accepts writes', async () => {
      const store = await open({ url });
      const ids = await Promise.all([store.ledger.intend(RESUME), store.ledger.intend(RESUME)]);
      await setReadOnly('on');
      await onAll(store, 'default_transaction_read_only');
      for (const id of ids)
        await expect(store.ledger.conclude(id, SUCCEEDED)).rejects.toMatchObject({
          code: 'STORE_UNAVAILABLE',
        });
      await setReadOnly('off');
      while ((await actions(store)).some(({ outcome }) => outcome === 'PENDING'))
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect((await actions(store)).map(({ outcome }) => outcome)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    });

    it('starts only with STORE_DOWN=degrade, and creates its tables when the server accepts writes', async () => {
      await alter(`drop schema ${database.schema} cascade`);
      await alter(`create schema ${database.schema}`);
      await setReadOnly('on');
      await expect(openStore({ url })).rejects.toThrow('(read_only)');
      const store = await open({ url, mayBeAway: true });
      await expect(store.ledger.intend(RESUME)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await setReadOnly('off');
      await store.ledger.intend(RESUME);
      expect(await actions(store)).toHaveLength(1);
    });
  });

  it('makes at most one test write in 5 s for all checks, and adds no row', async () => {
    const store = await open();
    const rows = async () =>
      (
        await sql<{ xmin: string }>`select xmin::text, name from schema_migration order by name`.execute(
          store.db,
        )
      ).rows;
    const before = await rows();
    await store.check();
    const proven = await rows();
    expect(proven).not.toEqual(before);
    expect(proven).toHaveLength(before.length);
    for (let n = 0; n < 20; n += 1) await store.check();
    await Promise.all(Array.from({ length: 20 }, () => store.check()));
    expect(await rows()).toEqual(proven);
  });

  it('uses no connection beyond its lifetime', async () => {
    const postgres = createPostgres({ url: database.url, lifetimeMs: 50 });
    const pid = async () =>
      (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(postgres.db)).rows[0]?.pid;
    const first = await pid();
    while ((await pid()) === first) await new Promise((resolve) => setTimeout(resolve, 5));
    await postgres.close();
  });
});
