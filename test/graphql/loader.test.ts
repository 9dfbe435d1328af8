import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toChunks } from '../../src/graphql/loader/chunks.js';
import { LedgerReads, shareLedgerReads, MAX_COUNTED_ACTIONS } from '../../src/graphql/loader/ledger-reads.js';
import { openStore } from '../../src/store/open-store.js';
import { type LedgerReader } from '../../src/stream/ledger.js';

const addressOf = (n: number) => ({ domainName: 'push.example.com', appName: 'live', streamName: `s-${n}` });

describe('chunks', () => {
  test('contain every member once and in order, are not empty, and fit or have one member', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.nat(30), (list, limit) => {
        const fits = (chunk: readonly number[]): boolean => chunk.reduce((a, b) => a + b, 0) <= limit;
        const chunks = toChunks(list, fits);
        expect(chunks.flat()).toEqual(list);
        for (const chunk of chunks)
          expect(chunk.length === 1 || (chunk.length > 1 && fits(chunk))).toBe(true);
      }),
    );
  });
});

describe('reading the ledger for many streams', () => {
  /** A real ledger, and the arguments of each statement. */
  async function world(counts: Readonly<Record<string, number>> = {}) {
    const { ledger: real } = await openStore({ url: 'file::memory:' });
    const statements: (readonly [name: string, keys: number, size: number])[] = [];
    const ledger: LedgerReader = {
      readForbiddenUntil: (addresses) => real.readForbiddenUntil(addresses),
      listActions: (queries) => {
        statements.push(['list', queries.length, Math.max(...queries.map(({ first }) => first))]);
        return real.listActions(queries);
      },
      findActions: (ids) => real.findActions(ids),
      searchActions: (search) => real.searchActions(search),
      tallyActions: (filter) => real.tallyActions(filter),
      listActionDomains: () => real.listActionDomains(),
      // Thousands of actions of thousands of streams would take minutes to write.
      countActions: (addresses, limit) => {
        statements.push(['count', addresses.length, limit]);
        return Promise.resolve(addresses.map(({ streamName }) => Math.min(limit, counts[streamName] ?? 0)));
      },
    };
    let asked = 0;
    const before = (): Promise<void> => {
      asked += 1;
      return Promise.resolve();
    };
    const { signal } = new AbortController();
    const reads = new LedgerReads({ ledger, shared: shareLedgerReads(ledger) }, before, signal);
    return { reads, real, statements, asked: () => asked };
  }

  test('calls a function before each statement, and reads at most 1,000 actions with a statement', async () => {
    const { reads, statements, asked } = await world();
    const queries = Array.from({ length: 600 }, (_, n) => ({
      address: addressOf(n),
      first: (n * 7) % 30 || 500,
    }));
    const pages = await reads.listActions(queries);
    expect(pages).toHaveLength(600);
    expect(asked()).toBe(statements.length);
    for (const [, keys, size] of statements) expect(keys * size).toBeLessThanOrEqual(1_000);
    expect(statements.reduce((sum, [, keys]) => sum + keys, 0)).toBe(600);
  });

  test('returns each page at its position, for any size', async () => {
    const { reads, real } = await world();
    const ids = [];
    for (let n = 0; n < 3; n += 1)
      ids.push(
        await real.intend({
          account: 'default',
          address: addressOf(n),
          kind: 'RESUME',
          subject: 'm',
          reason: undefined,
          until: undefined,
          correlationId: 'c',
        }),
      );
    const pages = await reads.listActions([1, 500, 3].map((first, n) => ({ address: addressOf(n), first })));
    expect(pages.map(({ actions }) => actions.map(({ id }) => id))).toEqual(ids.map((id) => [id]));
  });

  test('counts most streams with a small limit, and streams with more actions again; there is no count above 10,000', async () => {
    const counts = { 's-1': 999, 's-2': 1_000, 's-3': 1_001, 's-4': MAX_COUNTED_ACTIONS, 's-5': 10_001 };
    const { reads, statements } = await world(counts);
    const totals = await reads.countActions(Array.from({ length: 1_000 }, (_, n) => addressOf(n)));
    expect(totals.slice(0, 7)).toEqual([0, 999, 1_000, 1_001, 10_000, undefined, 0]);
    expect(statements).toHaveLength(11);
    for (const [, keys, limit] of statements) expect(keys * (limit - 1)).toBeLessThanOrEqual(100_000);
  });

  test('counts few streams in one statement', async () => {
    const { reads, statements } = await world({ 's-0': 5_000 });
    expect(await reads.countActions([addressOf(0), addressOf(1)])).toEqual([5_000, 0]);
    expect(statements).toEqual([['count', 2, 10_001]]);
  });

  test('shares a statement between requests for the same actions and forbid ends', async () => {
    const { ledger: real } = await openStore({ url: 'file::memory:' });
    const refuse = (): Promise<never> => Promise.reject(new Error('not to be called'));
    const found: (readonly string[])[] = [];
    const ends: string[][] = [];
    const ledger: LedgerReader = {
      listActions: refuse,
      searchActions: refuse,
      tallyActions: refuse,
      listActionDomains: refuse,
      countActions: refuse,
      findActions: (ids) => {
        found.push(ids);
        return real.findActions(ids);
      },
      readForbiddenUntil: (addresses) => {
        ends.push(addresses.map(({ streamName }) => streamName));
        return real.readForbiddenUntil(addresses);
      },
    };
    const shared = shareLedgerReads(ledger);
    const requests = Array.from({ length: 500 }, () => {
      const { signal } = new AbortController();
      return new LedgerReads({ ledger, shared }, () => Promise.resolve(), signal);
    });
    await Promise.all(
      requests.flatMap((reads, n) => [
        reads.findActions(['a', `b-${n % 2}`]),
        reads.readForbiddenUntil([addressOf(0), addressOf(n % 3)]),
      ]),
    );
    expect(found).toEqual([['a', 'b-0', 'b-1']]);
    expect(ends).toEqual([['s-0', 's-1', 's-2']]);
  });
});
