import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { openStore } from '../../src/store/open-store.js';
import { createDatabase, hasPostgres } from '../support/postgres.js';
import { actionSearchContract } from './action-search.contract.js';
import { eventsContract } from './events.contract.js';
import { jobFairnessContract } from './job-fairness.contract.js';
import { jobCancelContract } from './job-cancel.contract.js';
import { jobsContract } from './jobs.contract.js';
import { jobPagesContract } from './job-pages.contract.js';
import { ledgerPagesContract } from './ledger-pages.contract.js';
import { ledgerContract, type LedgerPlace } from './ledger.contract.js';

const sqlite = (): Promise<LedgerPlace> => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  return Promise.resolve({
    open: (options) => openStore({ url: `file:${join(folder, 'data/gateway.db')}`, ...options }),
    drop: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  });
};
const postgres = async (): Promise<LedgerPlace> => {
  const database = await createDatabase();
  return {
    open: (options) => openStore({ url: database.gatewayUrl(), ...options }),
    drop: () => database.drop(),
  };
};

ledgerContract('SQLite', sqlite);
eventsContract('SQLite', sqlite);
ledgerPagesContract('SQLite', sqlite);
actionSearchContract('SQLite', sqlite);
jobsContract('SQLite', sqlite);
jobCancelContract('SQLite', sqlite);
jobPagesContract('SQLite', sqlite);
jobFairnessContract('SQLite', sqlite);
if (hasPostgres) {
  ledgerContract('PostgreSQL', postgres);
  eventsContract('PostgreSQL', postgres);
  ledgerPagesContract('PostgreSQL', postgres);
  actionSearchContract('PostgreSQL', postgres);
  jobsContract('PostgreSQL', postgres);
  jobCancelContract('PostgreSQL', postgres);
  jobPagesContract('PostgreSQL', postgres);
  jobFairnessContract('PostgreSQL', postgres);
} else
  describe.skip('ledger and jobs in PostgreSQL', () => {
    it('this suite needs a database', () => undefined);
  });
