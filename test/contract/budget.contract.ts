import { describe, expect, it, beforeEach, afterEach } from '@jest/globals';
import {
  type PermitStore,
  type Reservation,
  type ReserveRequest,
} from '../../src/guard/budget/permit-store.js';

/** A store to be tested, and its replicas: each sees the same budgets. */
export interface BudgetTwin {
  /** The store as a further replica reaches it. */
  readonly replica: () => PermitStore;
  /** Lets time pass on the store's clock. */
  readonly pass: (durationMs: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const LIMIT = { operation: 'ResumeLiveStream', limit: 10, windowMs: 400 };
const GUARD_MS = 20;
const NONE = { interactive: 0, bulk: 0 };

function ask(store: PermitStore, more: Partial<ReserveRequest> = {}): Promise<Reservation> {
  const request: ReserveRequest = {
    limit: LIMIT,
    guardMs: GUARD_MS,
    replica: 'one',
    replicas: 2,
    waiting: NONE,
    horizonMs: NONE,
    amendments: [],
    ...more,
  };
  return Promise.resolve(store.reserve(request));
}

const people = (interactive: number) => ({ interactive, bulk: 0 });
const bulk = (count: number) => ({ interactive: 0, bulk: count });
const CYCLE_MS = LIMIT.windowMs + GUARD_MS;

/** The rules of every twin of PermitStore. */
export function describeBudget(name: string, open: () => Promise<BudgetTwin>): void {
  describe(`a permit store in ${name}`, () => {
    let twin: BudgetTwin;
    let store: PermitStore;
    beforeEach(async () => {
      twin = await open();
      store = twin.replica();
    });
    afterEach(() => twin.close());

    it('grants a burst up to the limit at once, and says when the next permit can be had', async () => {
      const { permits, askAgainAtMs, view } = await ask(store, { waiting: people(15) });
      expect(permits).toHaveLength(10);
      expect(new Set(permits.map(({ slot }) => slot)).size).toBe(10);
      const [first] = permits;
      if (first === undefined) throw new Error('nothing was granted');
      // The rules may work with a slightly earlier reading of the clock than the view shows.
      expect(first.atMs).toBeLessThanOrEqual(view.nowMs);
      expect(first.atMs).toBeGreaterThan(view.nowMs - LIMIT.windowMs);
      expect(permits.map(({ atMs }) => atMs)).toEqual(Array(10).fill(first.atMs));
      expect(askAgainAtMs).toBeCloseTo(first.atMs + CYCLE_MS, 3);
    });

    it('gives a slot to nobody else within the window and the guard, whichever replica asks', async () => {
      const taken: { slot: number; atMs: number }[] = [];
      for (let round = 0; round < 60; round += 1) {
        const replica = round % 2 === 0 ? 'one' : 'two';
        const { permits } = await ask(twin.replica(), { replica, waiting: { interactive: 2, bulk: 2 } });
        taken.push(...permits);
        await twin.pass(20);
      }
      expect(taken.length).toBeGreaterThan(20);
      for (const { slot, atMs } of taken)
        for (const other of taken.filter((later) => later.slot === slot && later.atMs > atMs))
          expect(other.atMs - atMs).toBeGreaterThanOrEqual(CYCLE_MS - 0.001);
    });

    it('reserves ahead of the time within the horizon, and not further', async () => {
      await ask(store, { waiting: people(10) });
      const soon = await ask(store, { waiting: people(1), horizonMs: { interactive: CYCLE_MS, bulk: 0 } });
      expect(soon.permits[0]?.atMs).toBeGreaterThan(soon.view.nowMs + CYCLE_MS / 2);
      const later = await ask(store, { waiting: people(1), horizonMs: { interactive: 20, bulk: 0 } });
      expect(later.permits).toEqual([]);
      expect(later.askAgainAtMs).toBeGreaterThan(later.view.nowMs);
    });

    it('takes back what was not used, unless somebody has taken the slot since', async () => {
      const { permits, view } = await ask(store, { waiting: people(10) });
      const [unused] = permits;
      if (unused === undefined) throw new Error('nothing was granted');
      const { slot, freeAtMs: expectedMs, wasFreeAtMs: freeAtMs } = unused;
      const amendments = [{ epoch: view.epoch, slot, expectedMs, freeAtMs }];
      await twin.pass(2);
      const again = await ask(store, { waiting: people(5), amendments });
      expect(again.permits.map((permit) => permit.slot)).toEqual([slot]);
      const twice = await ask(store, { waiting: people(5), amendments });
      expect(twice.permits).toEqual([]);
    });

    it('keeps a slot for longer when its call was late', async () => {
      const { permits, view } = await ask(store, { waiting: people(10) });
      const amendments = permits.map(({ slot, freeAtMs }) => ({
        epoch: view.epoch,
        slot,
        expectedMs: freeAtMs,
        freeAtMs: freeAtMs + 100,
      }));
      const { askAgainAtMs } = await ask(store, { waiting: people(1), amendments });
      expect(askAgainAtMs).toBeCloseTo((permits[0]?.atMs ?? NaN) + CYCLE_MS + 100, 3);
    });

    it('paces bulk evenly where people burst, so that a slot is never far', async () => {
      const { permits, view, askAgainAtMs } = await ask(store, { waiting: bulk(10) });
      expect(permits.length).toBeLessThanOrEqual(2);
      expect(askAgainAtMs).toBeLessThanOrEqual(view.nowMs + (2 * CYCLE_MS) / 10);
    });

    it('lets people go first and gives every tenth permit to bulk', async () => {
      const { permits } = await ask(store, { waiting: { interactive: 20, bulk: 20 } });
      expect(permits.map(({ bulkOnly }) => bulkOnly)).toEqual([...Array<boolean>(9).fill(false), true]);
    });

    it('lets bulk of one replica yield to people of another, who leave it its tenth', async () => {
      await ask(store, { waiting: people(10) });
      await ask(store, { replica: 'two', waiting: bulk(100) });
      await ask(store, { replica: 'one', waiting: people(100) });
      await twin.pass(CYCLE_MS + 5);
      const yielding = await ask(store, { replica: 'two', waiting: bulk(100) });
      expect(yielding.permits).toEqual([]);
      const first = await ask(store, { replica: 'one', waiting: people(100) });
      expect(first.permits).toHaveLength(9);
      const owed = await ask(store, { replica: 'two', waiting: bulk(100) });
      expect(owed.permits.map(({ bulkOnly }) => bulkOnly)).toEqual([true]);
    });

    it('shares among the replicas that wait, and leaves nothing idle for one that has gone', async () => {
      await ask(store, { replica: 'one', waiting: people(100) });
      await ask(store, { replica: 'two', waiting: people(100) });
      await twin.pass(CYCLE_MS + 5);
      expect((await ask(store, { replica: 'one', waiting: people(90) })).permits).toHaveLength(5);
      await twin.pass(60);
      expect((await ask(store, { replica: 'one', waiting: people(85) })).permits).toHaveLength(5);
    });

    it('halves the pace and pauses when the upstream throttled', async () => {
      const { view } = await ask(store, { slowedForMs: 100 });
      expect(view.usable).toBe(5);
      const paused = await ask(store, { waiting: people(10) });
      expect(paused.permits).toEqual([]);
      expect(paused.askAgainAtMs).toBeCloseTo(view.pausedUntilMs, 3);
      expect(view.pausedUntilMs).toBeLessThanOrEqual(view.nowMs + 100);
      expect(view.pausedUntilMs).toBeGreaterThan(view.nowMs);
      await twin.pass(105);
      expect((await ask(store, { waiting: people(10), slowedForMs: 0 })).permits).toHaveLength(5);
    });

    it('counts calls that were made without it, and keeps each replica to its share after that', async () => {
      await ask(store, { waiting: people(10) });
      await twin.pass(CYCLE_MS + 60);
      const carriedAgesMs = [50, 40, 30];
      const { permits } = await ask(store, { waiting: people(10), carriedAgesMs });
      expect(permits).toHaveLength(2);
      expect((await ask(store, { replica: 'two', waiting: people(10) })).permits).toHaveLength(5);
    });

    it('shows what waits elsewhere, without counting who looks', async () => {
      await ask(store, { replica: 'one', waiting: people(14) });
      await ask(store, { replica: 'two', waiting: { interactive: 1, bulk: 3 } });
      const view = await store.view(LIMIT, 'one');
      expect(view.waitingElsewhere).toEqual({ interactive: 1, bulk: 3 });
      expect(view.freeAtMs(0)).toBeGreaterThan(view.nowMs);
      expect(view).toMatchObject({ slots: 10, windowMs: 400, usable: 10 });
    });
  });
}
