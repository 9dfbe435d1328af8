import { useEffect, useSyncExternalStore } from 'react';
import { ConsoleBudgetsDocument, type ConsoleBudgetsQuery } from '../../../schema/console/graphql.js';
import { type Api, useApi } from '../api/api.js';
import { type Failure } from '../api/failure.js';
import { Listeners } from '../listeners.js';

export type Budget = NonNullable<ConsoleBudgetsQuery['liveCallBudgets']>[number];

export interface Sample {
  readonly atMs: number;
  readonly used: number;
}

export interface BudgetHistory {
  readonly budget: Budget;
  readonly samples: readonly Sample[];
}

export interface BudgetState {
  /** Undefined until the first read. */
  readonly histories: readonly BudgetHistory[] | undefined;
  readonly failure: Failure | undefined;
}

export const KEPT_MS = 5 * 60_000;
const EVERY_MS = 2_000;

/** Reads the budgets while a page shows them, and keeps the samples of five minutes. */
class BudgetSamples {
  #state: BudgetState = { histories: undefined, failure: undefined };
  readonly #listeners = new Listeners();
  readonly subscribe = this.#listeners.subscribe;

  get state(): BudgetState {
    return this.#state;
  }

  async read(api: Api): Promise<void> {
    const { data, failure } = await api.query(ConsoleBudgetsDocument, {});
    const budgets = data?.liveCallBudgets;
    const before = new Map(this.#state.histories?.map((history) => [toKey(history.budget), history.samples]));
    const atMs = Date.now();
    const histories = budgets?.map((budget): BudgetHistory => {
      const kept = (before.get(toKey(budget)) ?? []).filter((sample) => sample.atMs > atMs - KEPT_MS);
      return { budget, samples: [...kept, { atMs, used: toUsed(budget) }] };
    });
    this.#state = { histories: histories ?? this.#state.histories, failure };
    this.#listeners.notify();
  }
}

export function toKey({ account, operation }: Budget): string {
  return `${account} ${operation}`;
}

/** Returns the number of calls in the present second. */
export function toUsed({ limit, available }: Budget): number {
  return Math.max(0, Math.round(limit - available));
}

const SAMPLES = new BudgetSamples();

export function useBudgets(): BudgetState {
  const api = useApi();
  useEffect(() => {
    void SAMPLES.read(api);
    const timer = setInterval(() => void SAMPLES.read(api), EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [api]);
  return useSyncExternalStore(SAMPLES.subscribe, () => SAMPLES.state);
}
