import { sql } from 'kysely';
import {
  type PermitStore,
  type Reservation,
  type ReserveRequest,
  type Waiting,
} from '../../src/guard/budget/permit-store.js';
import { type Postgres } from '../../src/store/postgres.js';
import { CALL_BUDGET_RESERVE } from './call-budget-reserve.js';

interface Answer extends Omit<Reservation, 'view' | 'askAgainAtMs'> {
  readonly epoch: string;
  readonly nowMs: number;
  readonly usable: number;
  readonly freeAtMs: readonly number[];
  readonly pausedUntilMs: number;
  readonly waitingElsewhere: Waiting;
  readonly askAgainAtMs: number | null;
}

/** Creates the objects that the migrations of the previous version add to `call_budget`. */
export async function installOldFunction({ db }: Postgres): Promise<void> {
  await sql`
    create table call_budget_demand (
      operation text not null,
      replica text not null,
      interactive int not null,
      bulk int not null,
      seen_at float8 not null,
      primary key (operation, replica)
    ) with (fillfactor = 50)`.execute(db);
  await sql.raw(CALL_BUDGET_RESERVE).execute(db);
}

/** Reserves like a replica of the previous version: the rules run in the database. */
export function createOldPermitStore({ db }: Postgres): PermitStore {
  return {
    async reserve({ limit, ...rest }: ReserveRequest) {
      const request = JSON.stringify({ ...rest, ...limit });
      const { rows } = await sql<{ answer: Answer }>`
        select call_budget_reserve(${request}::jsonb) as answer`.execute(db);
      const [row] = rows;
      if (row === undefined) throw new Error('the function returned nothing');
      const { permits, askAgainAtMs, freeAtMs, ...view } = row.answer;
      return {
        permits,
        askAgainAtMs: askAgainAtMs ?? undefined,
        view: {
          ...view,
          slots: limit.limit,
          windowMs: limit.windowMs,
          freeAtMs: (k) => freeAtMs[k] ?? Infinity,
        },
      };
    },
    view: () => Promise.reject(new Error('not needed')),
  };
}
