import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open-store.js';
import { createLiveStreamService } from '../../src/stream/live-stream-service.js';
import { type LedgerWriter } from '../../src/stream/ledger.js';
import { type LiveUpstream } from '../../src/stream/upstream.js';
import { createDatabase, hasPostgres } from '../support/postgres.js';
import { type Bench, type Row } from './bench.js';
import { median } from './median.js';

const ROUNDS = 40;
const RESUMES = 25;
const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };

/** Measures sequential resumes with and without a ledger. The upstream answers at once. */
export const ledgerBench: Bench = {
  title: 'ledger: the time to write one resume to the ledger',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
    const sqlite = await openStore({ url: `file:${join(folder, 'gateway.db')}` });
    const rows = await compare('SQLite', sqlite.ledger);
    await sqlite.close();
    rmSync(folder, { recursive: true });
    if (!hasPostgres) return rows;
    const database = await createDatabase();
    const postgres = await openStore({ url: database.gatewayUrl() });
    const more = await compare('PostgreSQL', postgres.ledger);
    await postgres.close();
    await database.drop();
    return [...rows, ...more];
  },
};

async function compare(name: string, ledger: LedgerWriter): Promise<Row[]> {
  const upstream = {
    call: () => new Promise((resolve) => setImmediate(resolve, { requestId: 'R' })),
  } as unknown as LiveUpstream;
  const authorize = (): undefined => undefined;
  const plain = createLiveStreamService({ authorize, upstream });
  const kept = createLiveStreamService({ authorize, upstream, ledger });
  const times = { plain: [] as number[], kept: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [which, control] of Object.entries({ plain, kept }))
      for (let n = 0; n < RESUMES; n += 1) {
        const start = performance.now();
        await control.resume(ADDRESS, {
          caller: { subject: 'm', claims: {} },
          correlationId: 'c',
          lane: 'interactive',
          reason: 'r',
          signal: new AbortController().signal,
        });
        times[which as keyof typeof times].push(performance.now() - start);
      }
  const without = median(times.plain);
  const overhead = median(times.kept) - without;
  return [
    { what: 'a resume without a ledger', figure: without, unit: 'ms', ideal: 0, beside: '' },
    { what: `${name} adds`, figure: overhead, unit: 'ms', ideal: 1.5, beside: 'the bound, median' },
  ];
}
