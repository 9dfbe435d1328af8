import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { moveStoreCommand } from '../../src/cli/move-store-command.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { createDatabase, hasPostgres, type Database } from '../support/postgres.js';
import { listActionsOf } from '../support/actions.js';

const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const DAY_MS = 86_400_000;

interface Said {
  readonly code: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

async function move(argv: readonly string[], env: { DATABASE_URL?: string } = {}): Promise<Said> {
  const [out, err] = [[] as string[], [] as string[]];
  const code = await moveStoreCommand(argv, env, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out, err };
}

async function act(store: Store, n: number): Promise<void> {
  const until = new Date(Date.now() + DAY_MS);
  const what = { account: 'brand-a', address: ADDRESS, kind: 'FORBID' } as const;
  const intent = { ...what, subject: `m-${n}`, reason: 'x “y” 😀', until };
  const id = await store.ledger.intend({
    ...intent,
    correlationId: `c-${n}`,
    jobId: n === 1 ? 'job-1' : undefined,
  });
  const code = n % 2 === 0 ? undefined : 'QUOTA_EXCEEDED';
  await store.ledger.conclude(id, {
    outcome: code === undefined ? 'SUCCEEDED' : 'REJECTED',
    requestId: `R-${n}`,
    code,
  });
}

/** The rows as text, so that differences between the drivers’ number types do not count. */
const rowsOf = async (store: Store, table: 'stream_action' | 'bulk_job' | 'bulk_item') =>
  JSON.stringify(
    (await store.db.selectFrom(table).selectAll().execute())
      .map((row) =>
        Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)].join('=')),
      )
      .map((cells) => cells.toSorted().join())
      .toSorted(),
  );

(hasPostgres ? describe : describe.skip)('move-store', () => {
  let folder: string;
  let from: string;
  let database: Database;
  let to: string;
  let file: Store;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'move-'));
    from = `file:${join(folder, 'gateway.db')}`;
    database = await createDatabase();
    to = database.gatewayUrl();
    file = await openStore({ url: from });
  });
  afterEach(async () => {
    await file.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  async function fill(jobs = 2, items = 1200): Promise<void> {
    await Promise.all(Array.from({ length: 1100 }, (_, n) => act(file, n)));
    for (let job = 0; job < jobs; job += 1) {
      await file.db
        .insertInto('bulk_job')
        .values({
          id: `job-${job}`,
          domain_name: 'push.example.com',
          subject: 'm-1',
          reason: null,
          idempotency_key: `key-${job}`,
          correlation_id: 'c',
          state: 'RUNNING',
          total: items,
          started_at_ms: 1_700_000_000_000,
          finished_at_ms: null,
        })
        .execute();
      for (let seq = 0; seq < items; seq += 300)
        await file.db
          .insertInto('bulk_item')
          .values(
            Array.from({ length: 300 }, (_, n) => ({
              job_id: `job-${job}`,
              seq: seq + n,
              app_name: 'live',
              stream_name: `s-${seq + n}`,
              request_id: null,
              code: null,
            })),
          )
          .execute();
    }
  }

  it('copies every row unchanged, reports the number of rows, and can be repeated', async () => {
    await fill();
    await file.close();
    const first = await move(['--from', from, '--to', to]);
    expect(first).toEqual({
      code: 0,
      err: [],
      out: [
        'actions: 1100, of which 1100 copied and 0 that already existed',
        'bulk jobs: 2, of which 2 copied and 0 that already existed',
        'items of bulk jobs: 2400, of which 2400 copied and 0 that already existed',
        'events: 550, of which 550 copied and 0 that already existed',
        'Everything is copied. Start the gateway with the new DATABASE_URL.',
      ],
    });
    file = await openStore({ url: from });
    const shared = await openStore({ url: to });
    try {
      for (const table of ['stream_action', 'bulk_job', 'bulk_item'] as const)
        expect(await rowsOf(shared, table)).toBe(await rowsOf(file, table));
      const page = { first: 2000 };
      expect(await listActionsOf(shared.ledger, ADDRESS, page)).toEqual(
        await listActionsOf(file.ledger, ADDRESS, page),
      );
    } finally {
      await Promise.all([shared.close(), file.close()]);
    }

    const again = await move(['--from', from], { DATABASE_URL: to });
    expect(again.out[0]).toBe('actions: 1100, of which 0 copied and 1100 that already existed');
    expect(again.out[2]).toBe('items of bulk jobs: 2400, of which 0 copied and 2400 that already existed');
    expect(again.code).toBe(0);
  });

  it('continues after an interrupted copy and leaves existing rows unchanged', async () => {
    await fill(1, 300);
    await file.close();
    expect((await move(['--from', from, '--to', to])).code).toBe(0);
    const { db } = database.connect();
    await db.deleteFrom('stream_action').where('subject', '>', 'm-5').execute();
    await db.updateTable('bulk_job').set({ state: 'FINISHED' }).execute();
    const { code, out } = await move(['--from', from, '--to', to]);
    expect(out[0]).toMatch(/^actions: 1100, of which [1-9]\d* copied/);
    expect(code).toBe(0);
    expect(await db.selectFrom('bulk_job').select('state').executeTakeFirst()).toEqual({ state: 'FINISHED' });
  });

  it('copies an action that a crash left open as UNKNOWN, not as PENDING', async () => {
    const intent = {
      account: 'default',
      address: ADDRESS,
      kind: 'RESUME',
      subject: 'm',
      reason: undefined,
      until: undefined,
    } as const;
    await file.ledger.intend({ ...intent, correlationId: 'c' });
    await file.close();
    await move(['--from', from, '--to', to]);
    const row = await database.connect().db.selectFrom('stream_action').select('outcome').executeTakeFirst();
    expect(row?.outcome).toBe('UNKNOWN');
  });

  it('copies a job with all of its items, or not at all', async () => {
    await fill(1, 300);
    await file.close();
    const { db } = database.connect();
    await db
      .insertInto('bulk_job')
      .values({
        id: 'another',
        domain_name: 'd',
        subject: 'm-1',
        reason: null,
        idempotency_key: 'key-0',
        correlation_id: 'c',
        state: 'RUNNING',
        total: 0,
        started_at_ms: 1,
        finished_at_ms: null,
      })
      .execute();
    const { code, err } = await move(['--from', from, '--to', to]);
    expect({ code, err }).toEqual({
      code: 1,
      err: [expect.stringMatching(/^bulk_job: 1 rows are not there/)],
    });
    expect(await db.selectFrom('bulk_item').select('seq').execute()).toEqual([]);
  });

  it('refuses a file that a gateway uses, and a file that does not exist', async () => {
    expect(await move(['--from', from, '--to', to])).toEqual({
      code: 1,
      out: [],
      err: ['--from: a gateway uses this file; stop it first'],
    });
    expect(await move(['--from', `${from}.not`, '--to', to])).toEqual({
      code: 1,
      out: [],
      err: ['--from: there is no such file'],
    });
  });

  it('never prints an address or a password', async () => {
    await file.close();
    for (const wrong of [
      'postgres://me:hunter2@127.0.0.1:1/x',
      to.replace(/\/\/[^@]*@/, '//nobody:hunter2@'),
    ]) {
      const { code, out, err } = await move(['--from', from, '--to', wrong]);
      expect({ code, out }).toEqual({ code: 1, out: [] });
      expect(err).toEqual([expect.stringMatching(/^--to: the database failed \(\w+\)$/)]);
    }
  });
});

describe('move-store with wrong arguments', () => {
  it.each([
    ['no target', ['--from', 'file:x.db']],
    ['a source that is not a file', ['--from', 'postgres://u:hunter2@h/x', '--to', 'postgres://h/x']],
    ['a target that is not PostgreSQL', ['--to', 'mysql://u:hunter2@h/x']],
    ['an unknown flag', ['--force']],
  ])('exits 2 with its usage for %s', async (_title, argv) => {
    const { code, out, err } = await move(argv);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err.join('\n')).toContain('Usage: apsara-live-gateway move-store');
    expect(err.join('\n')).not.toContain('hunter2');
  });
});
