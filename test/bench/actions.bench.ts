import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStore, type Store } from '../../src/store/open-store.js';
import { type ActionFilter, type ActionSearch } from '../../src/stream/action-search.js';
import { createDatabase, hasPostgres } from '../support/postgres.js';
import { type Bench, type Row } from './bench.js';
import { percentile } from './guard/replicas.js';

const MANY = 1_000_000;
const FEW = 10_000;
/** The number of rows that one statement inserts. */
const BATCH = 5_000;
const PAGES = 200;
const DAY_MS = 86_400_000;
const START_MS = 1_700_000_000_000;

/** Inserts actions of one year, 50 domains and 40 callers. 1 in 10,000 has the outcome UNKNOWN. */
async function fill(store: Store, count: number): Promise<void> {
  const stepMs = Math.floor((365 * DAY_MS) / count);
  for (let from = 0; from < count; from += BATCH)
    await insert(store, { from, to: Math.min(count, from + BATCH) - 1, stepMs });
  // An old ledger is already vacuumed. Without this, the work that the inserts leave is measured.
  await sql.raw(store.dialect === 'postgres' ? 'vacuum analyze stream_action' : 'analyze').execute(store.db);
}

async function insert(
  { db, dialect }: Store,
  { from, to, stepMs }: { readonly from: number; readonly to: number; readonly stepMs: number },
): Promise<void> {
  const isPostgres = dialect === 'postgres';
  const numbers = isPostgres
    ? sql`generate_series(${from}::int, ${to}::int) as list (n)`
    : sql`(with recursive list (n) as (select cast(${from} as integer) union all select n + 1 from list where n < ${to})
        select n from list) as list`;
  const hex = isPostgres
    ? sql`lpad(to_hex(${START_MS}::bigint + n::bigint * ${stepMs}), 12, '0') || '0000' || lpad(to_hex(n), 16, '0')`
    : sql`printf('%012x0000%016x', ${START_MS} + n * ${stepMs}, n)`;
  const text = (value: string) => (isPostgres ? sql`${value}::text` : sql`${value}`);
  await sql`
    insert into stream_action (id, domain_name, app_name, stream_name, kind, subject, correlation_id, outcome, started_at_ms)
    select ${hex}, ${text('push-')} || (n % 50) || ${text('.example.com')}, ${text('live')},
      ${text('s-')} || (n % 1000), case when n % 5 = 0 then 'FORBID' else 'RESUME' end,
      ${text('moderator-')} || ((n / 7) % 40), ${text('c')},
      case when n % 10000 = 9999 then 'UNKNOWN' else 'SUCCEEDED' end,
      ${isPostgres ? sql`${START_MS}::bigint + n::bigint * ${stepMs}` : sql`${START_MS} + n * ${stepMs}`}
    from ${numbers}`.execute(db);
}

const domainOf = (n: number): string => `push-${n % 50}.example.com`;
const dayOf = (day: number): Date => new Date(START_MS + day * DAY_MS);

const FILTERS: Readonly<Record<string, (n: number) => ActionFilter>> = {
  'by caller and time': (n) => ({
    domains: undefined,
    subject: `moderator-${n % 40}`,
    since: dayOf(n % 300),
    before: dayOf((n % 300) + 30),
  }),
  'of all domains': (n) => ({ domains: undefined, before: dayOf(1 + (n % 364)) }),
  'of three domains': (n) => ({ domains: [domainOf(n), domainOf(n + 1), domainOf(n + 2)] }),
  'of a domain, by caller': (n) => ({ domains: [domainOf(n)], subject: `moderator-${n % 40}` }),
  'of a rare outcome': () => ({ domains: undefined, outcomes: ['UNKNOWN'] }),
};

async function p95Of({ ledger }: Store, toFilter: (n: number) => ActionFilter): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < PAGES; n += 1) {
    const search: ActionSearch = { ...toFilter(n), first: 50 };
    const startMs = performance.now();
    await ledger.searchActions(search);
    times.push(performance.now() - startMs);
  }
  return percentile(times, 0.95);
}

async function compare(name: string, open: () => Promise<{ store: Store; drop: () => Promise<void> }>) {
  const [few, many] = [await open(), await open()];
  const rows: Row[] = [];
  try {
    await fill(few.store, FEW);
    await fill(many.store, MANY);
    for (const [title, toFilter] of Object.entries(FILTERS)) {
      // Warm up both stores.
      await p95Of(few.store, toFilter);
      await p95Of(many.store, toFilter);
      const beside = await p95Of(few.store, toFilter);
      const figure = await p95Of(many.store, toFilter);
      const what = `${name}, ${title}: p95 of a page`;
      rows.push(
        { what, figure, unit: 'ms', ideal: 20, beside: 'the bound' },
        { what, figure, unit: 'ms', ideal: beside, beside: 'over 10,000 rows (bound 2 ×)' },
      );
    }
  } finally {
    for (const { store, drop } of [few, many]) {
      await store.close();
      await drop();
    }
  }
  return rows;
}

/** Measures a page of the ledger with 1,000,000 actions, and with 10,000. */
export const actionsBench: Bench = {
  title: 'actions: a page of the ledger over a million actions',
  async run() {
    const rows = await compare('SQLite', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'actions-bench-'));
      const store = await openStore({ url: `file:${join(folder, 'gateway.db')}` });
      const drop = (): Promise<void> => {
        rmSync(folder, { recursive: true });
        return Promise.resolve();
      };
      return { store, drop };
    });
    if (!hasPostgres) return rows;
    const more = await compare('PostgreSQL', async () => {
      const database = await createDatabase();
      const store = await openStore({ url: database.gatewayUrl() });
      return { store, drop: () => database.drop() };
    });
    return [...rows, ...more];
  },
};
