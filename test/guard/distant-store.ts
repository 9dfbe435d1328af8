import { type Clock } from '../../src/stream/clock.js';
import { MemoryPermitStore } from '../../src/guard/budget/permit-store.memory.js';
import { type BudgetView, type PermitStore } from '../../src/guard/budget/permit-store.js';

export interface Distance {
  readonly offsetMs: number;
  readonly delayMs: () => number;
  /** The clock of the requesting replica, which can read an answer late. */
  readonly near?: (replica: string) => Clock;
}

/** A store in memory that behaves like a remote database: it has its own clock, and messages take time both ways. */
export function createDistantStore(
  clock: Clock,
  { offsetMs, delayMs, near = () => clock }: Distance,
): PermitStore {
  const inner = new MemoryPermitStore({ ...clock, now: () => clock.now() + offsetMs });
  const later = <T>(replica: string, work: () => T): Promise<T> =>
    new Promise((resolve) => {
      clock.setTimer(delayMs(), () => {
        const answer = work();
        near(replica).setTimer(delayMs(), () => {
          resolve(answer);
        });
      });
    });
  const elsewhere = (view: BudgetView): BudgetView => ({ ...view, epoch: 'distant' });
  return {
    reserve: (request) =>
      later(request.replica, () => {
        const reservation = inner.reserve(request);
        return { ...reservation, view: elsewhere(reservation.view) };
      }),
    view: (limit, replica) => later(replica, () => elsewhere(inner.view(limit, replica))),
  };
}
