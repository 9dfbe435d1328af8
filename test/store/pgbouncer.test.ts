import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Client } from 'pg';
import { createPostgres } from '../../src/store/postgres.js';
import { startGateway } from '../support/gateway.js';
import { hasPgBouncer, type PgBouncer, startPgBouncer } from '../support/pgbouncer.js';
import { createPostgresServer, type PostgresServer } from '../support/postgres-server.js';
import { RESUME } from '../support/queries.js';

const DOMAIN = 'push.example.com';

(hasPgBouncer ? describe : describe.skip)('through PgBouncer in transaction mode', () => {
  let server: PostgresServer;
  let bouncer: PgBouncer;
  let url: string;
  beforeAll(async () => {
    server = await createPostgresServer();
    bouncer = await startPgBouncer(server.port);
    url = server.url('postgres', bouncer.port);
  });
  afterAll(async () => {
    await bouncer.close();
    await server.drop();
  });

  it('two gateways start, make calls and are ready', async () => {
    const env = { DATABASE_URL: url, REPLICAS: '2' };
    const [one, two] = await Promise.all([startGateway(env), startGateway(env)]);
    const gateways = [one, two];
    const streams = Array.from({ length: 20 }, (_, n) => `s-${n}`);
    const answers = await Promise.all(
      streams.map((streamName, n) =>
        (n % 2 === 0 ? one : two).post(RESUME, {
          input: { domainName: DOMAIN, appName: 'live', streamName },
        }),
      ),
    );
    expect(answers.map((answer) => answer.body.errors)).toEqual(streams.map(() => undefined));
    for (const gateway of gateways) {
      const ready = await fetch(new URL('/health/ready', gateway.url));
      expect([ready.status, await ready.json()]).toMatchObject([200, { parts: { store: 'ok' } }]);
    }
    const kept = await server.query('select stream_name, outcome from stream_action');
    expect(kept.toSorted(byName)).toEqual(
      streams.map((stream_name) => ({ stream_name, outcome: 'SUCCEEDED' })).toSorted(byName),
    );
    await Promise.all(gateways.map((gateway) => gateway.close()));
  });

  it('the gateway leaves no setting, prepared statement or lock on a connection for its next user', async () => {
    const postgres = createPostgres({ url, timeoutMs: 700 });
    const limitIn = async (db: typeof postgres.db) =>
      (await sql<{ limit: string }>`select current_setting('statement_timeout') as limit`.execute(db)).rows[0]
        ?.limit;
    expect(await postgres.db.transaction().execute(limitIn)).toBe('700ms');
    expect(await limitIn(postgres.db)).toBe('0');
    await postgres.close();
    const other = new Client({ connectionString: url });
    await other.connect();
    const { rows } = await other.query(`select current_setting('statement_timeout') as limit,
      current_setting('idle_in_transaction_session_timeout') as idle,
      (select count(*)::int from pg_prepared_statements) as prepared,
      (select count(*)::int from pg_locks where locktype = 'advisory') as locks`);
    await other.end();
    expect(rows).toEqual([{ limit: '0', idle: '0', prepared: 0, locks: 0 }]);
  });

  it('a direct connection keeps its timeouts for the whole session', async () => {
    const postgres = createPostgres({ url: server.url(), timeoutMs: 700 });
    const { rows } = await sql`select current_setting('statement_timeout') as limit,
      current_setting('idle_in_transaction_session_timeout') as idle`.execute(postgres.db);
    expect(rows).toEqual([{ limit: '700ms', idle: '7s' }]);
    await postgres.close();
  });
});

function byName(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
