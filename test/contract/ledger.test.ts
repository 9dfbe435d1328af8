import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { openStore } from '../../src/store/open-store.js';
import { createDatabase, hasPostgres } from '../support/postgres.js';
import { ledgerContract } from './ledger.contract.js';

ledgerContract('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  return Promise.resolve({
    open: (options) => openStore({ url: `file:${join(folder, 'data/gateway.db')}`, ...options }),
    drop: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  });
});

if (hasPostgres)
  ledgerContract('PostgreSQL', async () => {
    const database = await createDatabase();
    return {
      open: (options) => openStore({ url: database.gatewayUrl(), ...options }),
      drop: () => database.drop(),
    };
  });
else
  describe.skip('the ledger in PostgreSQL', () => {
    it('needs a database', () => undefined);
  });
