import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { openStore } from '../../src/store/open-store.js';
import { hasPgBouncer, type PgBouncer, startPgBouncer } from '../support/pgbouncer.js';
import { createPostgresServer, type PostgresServer } from '../support/postgres-server.js';
import { eventsContract } from './events.contract.js';
import { jobCancelContract } from './job-cancel.contract.js';
import { jobsContract } from './jobs.contract.js';
import { ledgerContract, type LedgerPlace } from './ledger.contract.js';

let server: PostgresServer;
let bouncer: PgBouncer;
let count = 0;

/** Creates a separate database, because PgBouncer does not pass on a search path. */
async function createPlace(): Promise<LedgerPlace> {
  count += 1;
  const name = `place_${count}`;
  await server.query(`create database ${name}`);
  return {
    // Many simultaneous statements wait for three connections of the server.
    open: (options) => openStore({ url: server.url(name, bouncer.port), timeoutMs: 10_000, ...options }),
    drop: async () => {
      await server.query(`drop database ${name} with (force)`);
    },
  };
}

if (hasPgBouncer) {
  beforeAll(async () => {
    server = await createPostgresServer();
    bouncer = await startPgBouncer(server.port);
  });
  afterAll(async () => {
    await bouncer.close();
    await server.drop();
  });
  ledgerContract('PostgreSQL through PgBouncer', createPlace);
  eventsContract('PostgreSQL through PgBouncer', createPlace);
  jobsContract('PostgreSQL through PgBouncer', createPlace);
  jobCancelContract('PostgreSQL through PgBouncer', createPlace);
} else
  describe.skip('ledger and jobs through PgBouncer', () => {
    it('this suite needs PgBouncer', () => undefined);
  });
