import { StreamError } from '../stream/errors.js';
import { type ActionIntent, type ActionResult, type Ledger } from '../stream/ledger.js';

/** An action that the ledger did not take, for the log to keep instead. */
export type OnUnrecorded = (action: ActionIntent & Partial<ActionResult>) => void;

/**
 * A ledger that never blocks an action: what it cannot write is passed to `onUnrecorded`, intent and outcome
 * separately. Reading still fails with STORE_UNAVAILABLE.
 */
export function createDegradingLedger(ledger: Ledger, onUnrecorded: OnUnrecorded): Ledger {
  const open = new Map<string, { readonly intent: ActionIntent; readonly isRecorded: boolean }>();
  let count = 0;
  return {
    async intend(intent) {
      const { id, isRecorded } = await orElse(
        async () => ({ id: await ledger.intend(intent), isRecorded: true }),
        () => {
          onUnrecorded(intent);
          count += 1;
          return { id: `unrecorded-${count}`, isRecorded: false };
        },
      );
      open.set(id, { intent, isRecorded });
      return id;
    },
    hasNewerForbid: (id) =>
      orElse(
        () => (open.get(id)?.isRecorded === true ? ledger.hasNewerForbid(id) : Promise.resolve(false)),
        () => false,
      ),
    async conclude(id, result) {
      const action = open.get(id);
      open.delete(id);
      const tell = (): void => {
        if (action !== undefined) onUnrecorded({ ...action.intent, ...result });
      };
      if (action?.isRecorded === false) tell();
      else await orElse(() => ledger.conclude(id, result), tell);
    },
    listActions: (queries) => ledger.listActions(queries),
    findActions: (ids) => ledger.findActions(ids),
    countActions: (addresses, limit) => ledger.countActions(addresses, limit),
    readForbiddenUntil: (addresses) => ledger.readForbiddenUntil(addresses),
  };
}

async function orElse<T>(write: () => Promise<T>, instead: () => T): Promise<T> {
  try {
    return await write();
  } catch (thrown) {
    if (!(thrown instanceof StreamError) || thrown.code !== 'STORE_UNAVAILABLE') throw thrown;
    return instead();
  }
}
