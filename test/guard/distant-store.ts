import { type Clock } from '../../src/stream/clock.js';
import { MemoryPermitStore } from '../../src/guard/permit-store.memory.js';
import { type PermitStore } from '../../src/guard/permit-store.js';

/** One store in memory, on a clock of its own, as far away as a database: every question takes a while both ways. */
export function createDistantStore(
  clock: Clock,
  { offsetMs, delayMs }: { readonly offsetMs: number; readonly delayMs: () => number },
): PermitStore {
  const inner = new MemoryPermitStore({ ...clock, now: () => clock.now() + offsetMs });
  const later = <T>(work: () => T): Promise<T> =>
    new Promise((resolve) => {
      clock.setTimer(delayMs(), () => {
        const answer = work();
        clock.setTimer(delayMs(), () => {
          resolve(answer);
        });
      });
    });
  return {
    reserve: (request) => later(() => inner.reserve(request)),
    view: (limit, replica) => later(() => inner.view(limit, replica)),
  };
}
