import { type OperationLimit } from './operation-limit.js';
import { type Waiting } from './permit-store.js';

/** One slot of the window. It is free from `freeAtMs` on. The replica `owner` occupied it last. */
export interface Slot {
  readonly slot: number;
  readonly freeAtMs: number;
  readonly owner: string;
}

/** The number of permits that one replica still waits for, and the time of its last request. */
export interface ReplicaWaiting extends Waiting {
  readonly seenAtMs: number;
}

/** The complete state of one budget, in memory or in a database. All times are on the store's clock. */
export interface BudgetState {
  /** Ordered by `freeAtMs`. */
  readonly slots: readonly Slot[];
  /** The number of usable slots right after the last throttled call. Undefined if all are usable. */
  readonly usableThen: number | undefined;
  readonly slowedAtMs: number;
  readonly pausedUntilMs: number;
  /**
   * The time of the next permit for the bulk lane. Bulk permits are spread evenly, so slots become free evenly and an
   * interactive call never waits for the end of a burst.
   */
  readonly bulkNextAtMs: number;
  /** The number of permits that the bulk lane has earned while interactive calls were served first. */
  readonly credit: number;
  /** The number of interactive permits since the last bulk permit. */
  readonly sinceBulk: number;
  /** Until this time, a replica may still use its own share without this store. */
  readonly healingUntilMs: number;
  readonly waiting: Readonly<Record<string, ReplicaWaiting>>;
}

/** How long after an outage a replica may still use its own share. */
export const HEALING_MS = 3000;
/**
 * How much later than the slot of a new permit an amended slot can become free. A slot with a later time was occupied
 * before the clock was set back.
 */
const SET_BACK_MS = 1000;

/** Creates the state of an unused budget. */
export function createBudgetState(slots: number): BudgetState {
  return {
    slots: Array.from({ length: slots }, (_, slot) => ({ slot, freeAtMs: -Infinity, owner: '' })),
    usableThen: undefined,
    slowedAtMs: -Infinity,
    pausedUntilMs: -Infinity,
    bulkNextAtMs: -Infinity,
    credit: 0,
    sinceBulk: 0,
    healingUntilMs: -Infinity,
    waiting: {},
  };
}

/** Adapts a stored state to the present limit, and to a clock that was set back. */
export function toCurrentState(
  state: BudgetState,
  { limit, windowMs }: OperationLimit,
  guardMs: number,
  nowMs: number,
): BudgetState {
  const cycleAtMs = nowMs + windowMs + guardMs;
  return {
    ...state,
    slots: toCurrentSlots(state.slots, limit, cycleAtMs),
    usableThen: state.usableThen === undefined ? undefined : Math.min(state.usableThen, limit),
    slowedAtMs: Math.min(state.slowedAtMs, nowMs),
    bulkNextAtMs: Math.min(state.bulkNextAtMs, nowMs + windowMs),
    healingUntilMs: Math.min(state.healingUntilMs, nowMs + HEALING_MS),
  };
}

/** If the limit has grown, the new slots start as occupied. If it has shrunk, the slots that are free last are kept. */
function toCurrentSlots(slots: readonly Slot[], limit: number, cycleAtMs: number): readonly Slot[] {
  const latestAtMs = cycleAtMs + SET_BACK_MS;
  if (slots.length === limit && (slots.at(-1)?.freeAtMs ?? 0) <= latestAtMs) return slots;
  const current = slots
    .slice(Math.max(0, slots.length - limit))
    .map((slot) => (slot.freeAtMs > latestAtMs ? { ...slot, freeAtMs: cycleAtMs } : slot));
  while (current.length < limit) current.push({ slot: -1, freeAtMs: cycleAtMs, owner: '' });
  current.sort((a, b) => a.freeAtMs - b.freeAtMs);
  return slots.length === limit ? current : current.map((slot, index) => ({ ...slot, slot: index }));
}
