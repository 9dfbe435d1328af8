import { type OperationLimit } from './operation-limit.js';
import { type Waiting } from './permit-store.js';

/** One slot of the window: free from `freeAtMs` on, last taken by `owner`. */
export interface Slot {
  readonly slot: number;
  readonly freeAtMs: number;
  readonly owner: string;
}

/** What one replica still waits for, and the time of its last request. */
export interface ReplicaWaiting extends Waiting {
  readonly seenAtMs: number;
}

/** All that is remembered of one budget, wherever it is kept. Times are on the store's clock. */
export interface BudgetState {
  /** Earliest free first. */
  readonly slots: readonly Slot[];
  /** How many slots might be in use after the last throttled call; undefined: all. */
  readonly usableThen: number | undefined;
  readonly slowedAtMs: number;
  readonly pausedUntilMs: number;
  /** When bulk may take its next permit, so that slots come free evenly and a person never waits for a burst. */
  readonly bulkNextAtMs: number;
  /** Permits that bulk has earned while people went first. */
  readonly credit: number;
  /** Permits of people since the last one of bulk. */
  readonly sinceBulk: number;
  /** Until when a replica may still be spending its own share without this store's knowledge. */
  readonly healingUntilMs: number;
  readonly waiting: Readonly<Record<string, ReplicaWaiting>>;
}

/** How long after an outage a replica may still be spending its own share. */
export const HEALING_MS = 3000;
/** A slot may be amended to so much later than a permit of now; one beyond it was taken before the clock was set back. */
const SET_BACK_MS = 1000;

/** A budget that was never used. */
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

/** The state as it applies now: the limit may have been changed, and the clock may have been set back. */
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

/** More slots begin as used ones; of fewer the latest stay. */
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
