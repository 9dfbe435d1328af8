import { type Kysely, sql } from 'kysely';
import {
  type BudgetView,
  type PermitStore,
  type Reservation,
  type Reserved,
  type ReserveRequest,
  type Waiting,
} from '../guard/budget/permit-store.js';
import { type OperationLimit } from '../guard/budget/operation-limit.js';
import { type Attempt, createAttempt } from './attempt.js';
import { type StoreTables } from './tables.js';

/** What `call_budget_reserve` answers. */
interface Answer {
  readonly epoch: string;
  readonly nowMs: number;
  readonly usable: number;
  readonly freeAtMs: readonly number[];
  readonly pausedUntilMs: number;
  readonly waitingElsewhere: Waiting;
  readonly permits: readonly Reserved[];
  readonly askAgainAtMs: number | null;
}

function toView(answer: Answer, limit: OperationLimit): BudgetView {
  const { epoch, nowMs, usable, freeAtMs, pausedUntilMs, waitingElsewhere } = answer;
  return {
    epoch,
    nowMs,
    slots: limit.limit,
    windowMs: limit.windowMs,
    usable,
    freeAtMs: (k) => freeAtMs[k] ?? Infinity,
    pausedUntilMs,
    waitingElsewhere,
  };
}

const NOBODY: Waiting = { interactive: 0, bulk: 0 };

/** The permits of all replicas in one PostgreSQL, on its clock. Rejects with STORE_UNAVAILABLE where it is away. */
export class PostgresPermitStore implements PermitStore {
  readonly #db: Kysely<StoreTables>;
  readonly #attempt: Attempt;

  /** @param attempt waits for the tables where they may come later; they are taken to be there by default */
  constructor(db: Kysely<StoreTables>, attempt: Attempt = createAttempt()) {
    this.#db = db;
    this.#attempt = attempt;
  }

  async reserve(request: ReserveRequest): Promise<Reservation> {
    const { limit, ...rest } = request;
    const answer = await this.#call({ ...rest, ...limit });
    return {
      permits: answer.permits,
      askAgainAtMs: answer.askAgainAtMs ?? undefined,
      view: toView(answer, limit),
    };
  }

  async view(limit: OperationLimit, replica: string): Promise<BudgetView> {
    const idle = { guardMs: 0, replicas: 1, waiting: NOBODY, horizonMs: NOBODY, amendments: [] };
    return toView(await this.#call({ ...idle, ...limit, replica, looks: true }), limit);
  }

  /** A permit that is lost on a second try does no harm. */
  #call(request: object): Promise<Answer> {
    return this.#attempt(() => this.#callOnce(request));
  }

  async #callOnce(request: object): Promise<Answer> {
    const statement = sql<{ answer: Answer }>`
      select call_budget_reserve(${JSON.stringify(request)}::jsonb) as answer`;
    const { rows } = await statement.execute(this.#db);
    const [row] = rows;
    if (row === undefined) throw new RangeError('The function of the budget answered nothing.');
    return row.answer;
  }
}
