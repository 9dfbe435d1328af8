import { StreamError } from '../stream/errors.js';
import { type ActionIntent, type ActionResult, type Ledger } from '../stream/ledger.js';

/** An action that the ledger did not take, for the log to keep in its place. */
export type OnUnrecorded = (action: ActionIntent & Partial<ActionResult>) => void;

/**
 * A ledger that never stands in the way: what it cannot write is told to `onUnrecorded`, intent and outcome apart.
 * Reading still fails with STORE_UNAVAILABLE.
 */
export function createDegradingLedger(ledger: Ledger, onUnrecorded: OnUnrecorded): Ledger {
  const unrecorded = new Map<string, ActionIntent>();
  let count = 0;
  return {
    ...ledger,
    async intend(intent) {
      try {
        return await ledger.intend(intent);
      } catch (thrown) {
        if (!isAway(thrown)) throw thrown;
        onUnrecorded(intent);
        count += 1;
        const id = `unrecorded-${count}`;
        unrecorded.set(id, intent);
        return id;
      }
    },
    async conclude(id, result) {
      const intent = unrecorded.get(id);
      if (intent === undefined) return ledger.conclude(id, result);
      unrecorded.delete(id);
      onUnrecorded({ ...intent, ...result });
    },
    listActions: (address, page) => ledger.listActions(address, page),
    readForbiddenUntil: (addresses) => ledger.readForbiddenUntil(addresses),
  };
}

function isAway(thrown: unknown): boolean {
  return thrown instanceof StreamError && thrown.code === 'STORE_UNAVAILABLE';
}
