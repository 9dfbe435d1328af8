import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type SignalMode } from '../../src/event/change-signal.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { until } from '../emulator/support/until.js';
import { createPostgresServer, hasPostgresServer, type PostgresServer } from '../support/postgres-server.js';

const EVENT = {
  address: { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' },
  kind: 'PUBLISHED',
  at: new Date('2026-11-26T12:00:00Z'),
  isDomainKnown: true,
} as const;

(hasPostgresServer ? describe : describe.skip)('the connection for notifications', () => {
  let server: PostgresServer;
  let stores: Store[];
  let modes: SignalMode[];
  beforeEach(async () => {
    server = await createPostgresServer();
    modes = [];
    stores = [
      await openStore({ url: server.url(), onSignalMode: (mode) => modes.push(mode) }),
      await openStore({ url: server.url() }),
    ];
    await until(() => stores.every(({ signal }) => signal.mode === 'listen'));
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await server.drop();
  });

  const cut = async (): Promise<void> => {
    await server.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'apsara-live-gateway events'`,
    );
  };

  test('announces a commit to the committing replica and to the other replica', async () => {
    let heard = 0;
    for (const { signal } of stores) signal.subscribe('events', () => (heard += 1));
    await stores[0]?.events.append([EVENT]);
    await until(() => heard === 2);
  });

  test('is opened again after it breaks, and announces commits of the meantime', async () => {
    await cut();
    await until(() => modes.at(-1) === 'poll');
    let heard = 0;
    stores[0]?.signal.subscribe('events', () => (heard += 1));
    await stores[1]?.events.append([EVENT]);
    await until(() => heard > 0);
    await until(() => modes.at(-1) === 'listen');
    expect(modes).toEqual(['listen', 'poll', 'listen']);
  });

  test('announces a changed job by its id', async () => {
    const job = { domainName: 'push.example.com', caller: { subject: 'm', claims: {} }, reason: undefined };
    await stores[0]?.jobs.create({
      ...job,
      id: 'job-1',
      account: 'default',
      idempotencyKey: undefined,
      requestHash: 'hash',
      correlationId: 'c',
      streams: [{ appName: 'live', streamName: 'a' }],
    });
    const ids: (string | undefined)[] = [];
    stores[1]?.signal.subscribe('jobs', (id) => ids.push(id));
    await stores[0]?.jobs.cancel('job-1');
    await until(() => ids.includes('job-1'));
  });
});
