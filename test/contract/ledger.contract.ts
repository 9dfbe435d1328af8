import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ActionIntent, type LedgerReader, type LedgerWriter } from '../../src/stream/ledger.js';
import { deleteOldActions, deleteOldJobs } from '../../src/store/retention.js';
import { type Store } from '../../src/store/open-store.js';
import { countActionsOf, listActionsOf } from '../support/actions.js';

export interface LedgerPlace {
  /** Opens the same store again, like a process that starts. */
  open(options?: { readonly pendingMs?: number }): Promise<Store>;
  drop(): Promise<void>;
}

const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const UNTIL = new Date(Date.now() + 3_600_000);
const RESUME: ActionIntent = {
  account: 'default',
  address: ADDRESS,
  kind: 'RESUME',
  subject: 'moderator-7',
  reason: 'appeal granted',
  until: undefined,
  correlationId: 'c-1',
};
const FORBID: ActionIntent = { ...RESUME, kind: 'FORBID', until: UNTIL, reason: undefined };
const SUCCEEDED = { outcome: 'SUCCEEDED', requestId: 'R-1', code: undefined } as const;

/** Tests the ledger. Every database runs this suite. */
export function ledgerContract(name: string, createPlace: () => Promise<LedgerPlace>): void {
  describe(`the ledger in ${name}`, () => {
    let place: LedgerPlace;
    let store: Store;
    let ledger: LedgerReader & LedgerWriter;

    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
      ledger = store.ledger;
    });
    afterEach(async () => {
      await store.close();
      await place.drop();
    });

    const record = async (intent: ActionIntent): Promise<string> => {
      const id = await ledger.intend(intent);
      await ledger.conclude(id, SUCCEEDED);
      return id;
    };
    const list = async (first = 20, after?: string) => listActionsOf(ledger, ADDRESS, { first, after });
    const until = async (address = ADDRESS) => (await ledger.readForbiddenUntil([address]))[0];

    test('the ledger stores every field of an action, before and after its outcome', async () => {
      const id = await ledger.intend({ ...FORBID, reason: 'spam “😀” \\ \'"', jobId: 'job-1' });
      const open = (await list()).actions[0];
      expect(open).toEqual({
        ...FORBID,
        reason: 'spam “😀” \\ \'"',
        jobId: 'job-1',
        id,
        outcome: 'PENDING',
        requestId: undefined,
        code: undefined,
        finishedAt: undefined,
        startedAt: expect.any(Date),
      });
      await ledger.conclude(id, { outcome: 'REJECTED', requestId: 'R-9', code: 'QUOTA_EXCEEDED' });
      expect((await list()).actions[0]).toEqual({
        ...open,
        outcome: 'REJECTED',
        requestId: 'R-9',
        code: 'QUOTA_EXCEEDED',
        finishedAt: expect.any(Date),
      });
    });

    test('characters that a database cannot store are replaced, and other actions are not affected', async () => {
      const odd = { ...RESUME, subject: 'a\0b', reason: 'c\0d \uD83D' };
      await Promise.all([record(odd), record(RESUME)]);
      const { actions } = await list();
      expect(actions.map(({ subject, reason }) => [subject, reason]).toSorted()).toEqual([
        ['a\uFFFDb', 'c\uFFFDd \uFFFD'],
        [RESUME.subject, RESUME.reason],
      ]);
    });

    test('an action keeps its first outcome', async () => {
      const id = await ledger.intend(RESUME);
      await ledger.conclude(id, { outcome: 'UNKNOWN', requestId: undefined, code: 'UPSTREAM_TIMEOUT' });
      await ledger.conclude(id, SUCCEEDED);
      expect((await list()).actions[0]).toMatchObject({ outcome: 'UNKNOWN', code: 'UPSTREAM_TIMEOUT' });
    });

    test('pages are newest first and without duplicates, even while actions are recorded', async () => {
      const ids = [];
      for (let n = 0; n < 5; n += 1) ids.push(await record(RESUME));
      const newestFirst = ids.toReversed();
      const one = await list(2);
      expect(one.hasMore).toBe(true);
      expect(await countActionsOf(ledger, ADDRESS)).toBe(5);
      await record(RESUME);
      const two = await list(2, one.actions.at(-1)?.id);
      const three = await list(2, two.actions.at(-1)?.id);
      expect([...one.actions, ...two.actions, ...three.actions].map(({ id }) => id)).toEqual(newestFirst);
      expect(three.hasMore).toBe(false);
    });

    test('many simultaneous actions are all stored, each with its own outcome', async () => {
      await Promise.all(
        Array.from({ length: 1200 }, async (_, n) => {
          const id = await ledger.intend({ ...RESUME, correlationId: `c-${n}` });
          await ledger.conclude(id, { ...SUCCEEDED, requestId: `R-${n}` });
        }),
      );
      const { actions } = await list(1200);
      expect(actions).toHaveLength(1200);
      for (const { correlationId, requestId, outcome } of actions)
        expect([correlationId.slice(2), outcome]).toEqual([requestId?.slice(2), 'SUCCEEDED']);
    });

    test('names are compared byte by byte', async () => {
      await record({ ...RESUME, address: { ...ADDRESS, streamName: 'MATCH-42' } });
      await record({ ...RESUME, address: { ...ADDRESS, appName: 'lïve' } });
      await record({ ...RESUME, address: { ...ADDRESS, streamName: 'match%42' } });
      expect((await list()).actions).toEqual([]);
    });

    test('an action that a crash left without an outcome reads as UNKNOWN', async () => {
      await ledger.intend(RESUME);
      const later = await place.open({ pendingMs: -1 });
      try {
        const { actions } = await listActionsOf(later.ledger, ADDRESS, { first: 1 });
        expect(actions[0]).toMatchObject({ outcome: 'UNKNOWN', requestId: undefined });
      } finally {
        await later.close();
      }
    });

    test('forbiddenUntil is the end of the last successful forbid', async () => {
      expect(await until()).toBeUndefined();
      await record({ ...FORBID, until: new Date(UNTIL.getTime() + 1000) });
      await record(FORBID);
      expect(await until()).toEqual(UNTIL);
      const failed = await ledger.intend({ ...FORBID, until: new Date(UNTIL.getTime() + 5000) });
      await ledger.conclude(failed, { outcome: 'REJECTED', requestId: undefined, code: 'QUOTA_EXCEEDED' });
      await record({ ...RESUME, kind: 'CUT' });
      expect(await until()).toEqual(UNTIL);
    });

    test('a later resume of the stream, or of its name under every app, ends a forbid', async () => {
      await record(FORBID);
      await record({ ...RESUME, address: { ...ADDRESS, streamName: 'other' } });
      await record({ ...RESUME, address: { ...ADDRESS, domainName: 'other.example.com', appName: '*' } });
      expect(await until()).toEqual(UNTIL);
      await record({ ...RESUME, address: { ...ADDRESS, appName: '*' } });
      expect(await until()).toBeUndefined();
      await record(FORBID);
      expect(await until()).toEqual(UNTIL);
      await record(RESUME);
      expect(await until()).toBeUndefined();
    });

    test('forbiddenUntil is undefined if the end has passed', async () => {
      await record({ ...FORBID, until: new Date(Date.now() - 1000) });
      expect(await until()).toBeUndefined();
    });

    test('the ends of a thousand streams are returned in order', async () => {
      await record(FORBID);
      const many = Array.from({ length: 1000 }, (_, n) => ({ ...ADDRESS, streamName: `match-${n}` }));
      const ends = await ledger.readForbiddenUntil(many);
      expect(ends.flatMap((end, n) => (end === undefined ? [] : [n]))).toEqual([42]);
    });

    const IN_ELEVEN_DAYS = Date.now() + 11 * 86_400_000;
    const forbidFor = (days: number): ActionIntent => ({
      ...FORBID,
      until: new Date(Date.now() + days * 86_400_000),
    });

    test('the retention deletes old actions, but not a forbid that is still in effect', async () => {
      for (let n = 0; n < 3; n += 1) await record(RESUME);
      await record(forbidFor(40));
      await ledger.intend(RESUME);
      expect(await deleteOldActions(store.db, 10)).toBe(0);
      expect(await deleteOldActions(store.db, 10, IN_ELEVEN_DAYS)).toBe(4);
      expect((await list()).actions.map(({ kind }) => kind)).toEqual(['FORBID']);
      expect(await until()).toBeDefined();
    });

    test.each<[string, readonly ActionIntent[]]>([
      ['resumed', [forbidFor(40), RESUME]],
      ['resumed under every app', [forbidFor(40), { ...RESUME, address: { ...ADDRESS, appName: '*' } }]],
      ['forbidden again for a shorter time', [forbidFor(40), forbidFor(10.5)]],
    ])('the retention does not bring back the forbid of a stream that was %s', async (_title, intents) => {
      for (const intent of intents) await record(intent);
      expect(await deleteOldActions(store.db, 10, IN_ELEVEN_DAYS)).toBe(intents.length);
      expect((await list()).actions).toEqual([]);
      expect(await until()).toBeUndefined();
    });

    test('the retention keeps a forbid after which only another stream, or none, was resumed', async () => {
      const forbid = await record(forbidFor(40));
      await record({ ...RESUME, address: { ...ADDRESS, appName: 'other' } });
      await record({ ...RESUME, kind: 'CUT' });
      const failed = await ledger.intend(RESUME);
      await ledger.conclude(failed, { outcome: 'REJECTED', requestId: undefined, code: 'QUOTA_EXCEEDED' });
      expect(await deleteOldActions(store.db, 10, IN_ELEVEN_DAYS)).toBe(3);
      expect((await list()).actions.map(({ id }) => id)).toEqual([forbid]);
    });

    test('the retention reads over any number of forbids that it keeps', async () => {
      const kept = Array.from({ length: 1001 }, (_, n) =>
        record({ ...forbidFor(40), address: { ...ADDRESS, streamName: `kept-${n}` } }),
      );
      await Promise.all(kept);
      for (let n = 0; n < 2; n += 1) await record(RESUME);
      expect(await deleteOldActions(store.db, 10, IN_ELEVEN_DAYS)).toBe(2);
      expect((await list()).actions).toEqual([]);
    });

    test('the retention deletes jobs that ended before it, with their items, but not a running job', async () => {
      for (const [id, finished] of [
        ['ended', Date.now()],
        ['running', null],
      ] as const) {
        await store.db
          .insertInto('bulk_job')
          .values({
            id,
            domain_name: ADDRESS.domainName,
            subject: 'm',
            reason: null,
            idempotency_key: id,
            correlation_id: 'c',
            state: 'RUNNING',
            total: 1,
            started_at_ms: 1,
            finished_at_ms: finished,
          })
          .execute();
        await store.db
          .insertInto('bulk_item')
          .values({
            job_id: id,
            seq: 0,
            app_name: 'live',
            stream_name: 's',
            request_id: null,
            code: null,
          })
          .execute();
      }
      expect(await deleteOldJobs(store.db, 10)).toBe(0);
      expect(await deleteOldJobs(store.db, 10, IN_ELEVEN_DAYS)).toBe(1);
      expect(await store.db.selectFrom('bulk_item').select('job_id').execute()).toEqual([
        { job_id: 'running' },
      ]);
    });

    test('recorded actions are still stored after the store is opened again', async () => {
      const id = await record(RESUME);
      await store.close();
      store = await place.open();
      const { actions } = await listActionsOf(store.ledger, ADDRESS, { first: 9 });
      expect(actions.map((action) => [action.id, action.outcome])).toEqual([[id, 'SUCCEEDED']]);
    });
  });
}
