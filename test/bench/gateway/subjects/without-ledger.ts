import { join } from 'node:path';
import { toReadyLine } from '../../../../src/banner.js';
import type * as compose from '../../../../src/app.js';
import { readConfig } from '../../../../src/config/read-config.js';
import { type LedgerReader, type LedgerWriter } from '../../../../src/stream/ledger.js';

/** The built gateway in dist. */
const { createApp } = (await import(join(process.cwd(), 'dist/app.js'))) as typeof compose;

/** A ledger that stores nothing. The cost of the ledger is measured in another row. */
const ledger: LedgerReader & LedgerWriter = {
  intend: () => Promise.resolve(''),
  hasNewerForbid: () => Promise.resolve(false),
  conclude: () => Promise.resolve(),
  listActions: (queries) => Promise.resolve(queries.map(() => ({ actions: [], hasMore: false }))),
  findActions: (ids) => Promise.resolve(ids.map(() => undefined)),
  searchActions: () => Promise.resolve({ actions: [], next: undefined }),
  tallyActions: () => Promise.resolve([]),
  listActionDomains: () => Promise.resolve([]),
  countActions: (addresses) => Promise.resolve(addresses.map(() => 0)),
  readForbiddenUntil: (addresses) => Promise.resolve(addresses.map(() => undefined)),
};

/** Starts the gateway as src/start.ts does, but without a ledger. */
const { config, secrets } = readConfig(process.env);
const gateway = await createApp(config, secrets, { ledger });
const { url } = await gateway.listen();
const { client, token, emulatorEndpoint } = gateway;
process.stdout.write(`${toReadyLine({ url, config, client, token, emulatorEndpoint })}\n`);
