import { type BudgetState, type ReplicaWaiting } from '../guard/budget/budget-state.js';

/** The row of `call_budget` as JSON from PostgreSQL. Numbers keep all their digits. */
export interface BudgetRow {
  /** Indexed by the number of the slot. */
  readonly free_at: readonly number[];
  readonly owner: readonly string[];
  readonly usable_then: number | null;
  readonly slowed_at: number;
  readonly paused_until: number;
  readonly bulk_next_at: number;
  readonly credit: number;
  readonly since_bulk: number;
  readonly healing_until: number;
  readonly waiting: Readonly<Record<string, ReplicaWaiting>>;
}

export function toBudgetState(row: BudgetRow): BudgetState {
  const slots = row.free_at.map((freeAtMs, slot) => ({ slot, freeAtMs, owner: row.owner[slot] ?? '' }));
  return {
    slots: slots.sort((a, b) => a.freeAtMs - b.freeAtMs),
    usableThen: row.usable_then ?? undefined,
    slowedAtMs: row.slowed_at,
    pausedUntilMs: row.paused_until,
    bulkNextAtMs: row.bulk_next_at,
    credit: row.credit,
    sinceBulk: row.since_bulk,
    healingUntilMs: row.healing_until,
    waiting: row.waiting,
  };
}

export function toBudgetRow(state: BudgetState): BudgetRow {
  const slots = state.slots.toSorted((a, b) => a.slot - b.slot);
  return {
    free_at: slots.map(({ freeAtMs }) => toTime(freeAtMs)),
    owner: slots.map(({ owner }) => owner),
    usable_then: state.usableThen ?? null,
    slowed_at: toTime(state.slowedAtMs),
    paused_until: toTime(state.pausedUntilMs),
    bulk_next_at: toTime(state.bulkNextAtMs),
    credit: state.credit,
    since_bulk: state.sinceBulk,
    healing_until: toTime(state.healingUntilMs),
    waiting: state.waiting,
  };
}

/** "Long ago" (`-Infinity`) is 0 in the table. */
function toTime(atMs: number): number {
  return atMs === -Infinity ? 0 : atMs;
}
