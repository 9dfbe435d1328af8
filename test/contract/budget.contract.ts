import { describe, expect, it, beforeEach, afterEach } from '@jest/globals';
import {
  type PermitStore,
  type Reservation,
  type ReserveRequest,
} from '../../src/guard/budget/permit-store.js';

/** A store under test. All of its replicas see the same budgets. */
export interface BudgetTwin {
  /** Returns the store as another replica uses it. */
  readonly replica: () => PermitStore;
  /** Lets time pass on the clock of the store. */
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

/** The rules for all implementations of PermitStore. */
export function describeBudget(name: string, open: () => Promise<BudgetTwin>): void {
  describe(`a permit store in ${name}`, () => {
    let twin: BudgetTwin;
    let store: PermitStore;
    beforeEach(async () => {
      twin = await open();
      store = twin.replica();
    });
    afterEach(() => twin.close());

    it('grants a burst up to the limit at once and returns when the next permit is available', async () => {
      const { permits, askAgainAtMs, view } = await ask(store, { waiting: people(15) });
      expect(permits).toHaveLength(10);
      expect(new Set(permits.map(({ slot }) => slot)).size).toBe(10);
      const [first] = permits;
      if (first === undefined) throw new Error('nothing was granted');
      // The permits can have a slightly earlier reading of the clock than the view.
      expect(first.atMs).toBeLessThanOrEqual(view.nowMs);
      expect(first.atMs).toBeGreaterThan(view.nowMs - LIMIT.windowMs);
      expect(permits.map(({ atMs }) => atMs)).toEqual(Array(10).fill(first.atMs));
      expect(askAgainAtMs).toBeCloseTo(first.atMs + CYCLE_MS, 3);
    });

    it('grants a slot only once within the window plus the guard time, over all replicas', async () => {
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

    it('reserves future permits within the horizon, and none after it', async () => {
      await ask(store, { waiting: people(10) });
      const soon = await ask(store, { waiting: people(1), horizonMs: { interactive: CYCLE_MS, bulk: 0 } });
      expect(soon.permits[0]?.atMs).toBeGreaterThan(soon.view.nowMs + CYCLE_MS / 2);
      const later = await ask(store, { waiting: people(1), horizonMs: { interactive: 20, bulk: 0 } });
      expect(later.permits).toEqual([]);
      expect(later.askAgainAtMs).toBeGreaterThan(later.view.nowMs);
    });

    it('accepts a returned permit, unless the slot was granted again in the meantime', async () => {
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

    it('keeps a slot occupied for longer if its call was late', async () => {
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

    it('spreads the permits of the bulk lane evenly instead of granting a burst', async () => {
      const { permits, view, askAgainAtMs } = await ask(store, { waiting: bulk(10) });
      expect(permits.length).toBeLessThanOrEqual(2);
      expect(askAgainAtMs).toBeLessThanOrEqual(view.nowMs + (2 * CYCLE_MS) / 10);
    });

    it('serves the interactive lane first and gives every tenth permit to the bulk lane', async () => {
      const { permits } = await ask(store, { waiting: { interactive: 20, bulk: 20 } });
      expect(permits.map(({ bulkOnly }) => bulkOnly)).toEqual([...Array<boolean>(9).fill(false), true]);
    });

    it('serves the interactive lane of one replica before the bulk lane of another, which gets its tenth', async () => {
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

    it('shares the permits among the waiting replicas and keeps none idle for a replica that has ended', async () => {
      await ask(store, { replica: 'one', waiting: people(100) });
      await ask(store, { replica: 'two', waiting: people(100) });
      await twin.pass(CYCLE_MS + 5);
      expect((await ask(store, { replica: 'one', waiting: people(90) })).permits).toHaveLength(5);
      await twin.pass(60);
      expect((await ask(store, { replica: 'one', waiting: people(85) })).permits).toHaveLength(5);
    });

    it('halves the rate and pauses after throttling', async () => {
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

    it('counts the calls that were made without it and then limits each replica to its share', async () => {
      await ask(store, { waiting: people(10) });
      await twin.pass(CYCLE_MS + 60);
      const carriedAgesMs = [50, 40, 30];
      const { permits } = await ask(store, { waiting: people(10), carriedAgesMs });
      expect(permits).toHaveLength(2);
      expect((await ask(store, { replica: 'two', waiting: people(10) })).permits).toHaveLength(5);
    });

    it('shows the calls that wait at other replicas, without those of the viewing replica', async () => {
      await ask(store, { replica: 'one', waiting: people(14) });
      await ask(store, { replica: 'two', waiting: { interactive: 1, bulk: 3 } });
      const view = await store.view(LIMIT, 'one');
      expect(view.waitingElsewhere).toEqual({ interactive: 1, bulk: 3 });
      expect(view.freeAtMs(0)).toBeGreaterThan(view.nowMs);
      expect(view).toMatchObject({ slots: 10, windowMs: 400, usable: 10 });
    });
  });
}
