import { StreamError } from '../stream/errors.js';
import { type ActionIntent, type ActionResult, type LedgerWriter } from '../stream/ledger.js';

/** Called before a write. The function that it returns is called after it. */
export type OnLedgerWrite = (write: 'intend' | 'conclude') => (failed: boolean) => void;

/** Receives an action that the ledger could not store, so that the log keeps it instead. */
export type OnUnrecorded = (action: ActionIntent & Partial<ActionResult>) => void;

export interface LedgerWriterOptions {
  readonly onWrite: OnLedgerWrite;
  /**
   * Receives what the store cannot write: the intent and the outcome separately. The action continues. By default, an
   * intent that cannot be written rejects with STORE_UNAVAILABLE, and the action fails.
   */
  readonly onUnrecorded?: OnUnrecorded | undefined;
}

/** The writer that actions use. It observes each write to the store and decides what a failed write means. */
export function createLedgerWriter(
  store: LedgerWriter,
  { onWrite, onUnrecorded }: LedgerWriterOptions,
): LedgerWriter {
  /** Actions in progress. Used only with `onUnrecorded`, which may need their intents again. */
  const open = new Map<string, { readonly intent: ActionIntent; readonly isRecorded: boolean }>();
  let unrecorded = 0;

  const write = async <T>(name: 'intend' | 'conclude', act: () => Promise<T>): Promise<T> => {
    const onEnd = onWrite(name);
    let failed = true;
    try {
      const value = await act();
      failed = false;
      return value;
    } finally {
      onEnd(failed);
    }
  };

  return {
    async intend(intent) {
      try {
        const id = await write('intend', () => store.intend(intent));
        if (onUnrecorded !== undefined) open.set(id, { intent, isRecorded: true });
        return id;
      } catch (thrown) {
        if (onUnrecorded === undefined || !isUnavailable(thrown)) throw thrown;
        onUnrecorded(intent);
        unrecorded += 1;
        const id = `unrecorded-${unrecorded}`;
        open.set(id, { intent, isRecorded: false });
        return id;
      }
    },

    async hasNewerForbid(id) {
      if (open.get(id)?.isRecorded === false) return false;
      try {
        return await store.hasNewerForbid(id);
      } catch (thrown) {
        if (onUnrecorded === undefined || !isUnavailable(thrown)) throw thrown;
        return false;
      }
    },

    async conclude(id, result) {
      const action = open.get(id);
      open.delete(id);
      if (action?.isRecorded !== false)
        try {
          await write('conclude', () => store.conclude(id, result));
          return;
        } catch (thrown) {
          if (action === undefined || !isUnavailable(thrown)) throw thrown;
        }
      onUnrecorded?.({ ...action.intent, ...result });
    },
  };
}

function isUnavailable(thrown: unknown): boolean {
  return thrown instanceof StreamError && thrown.code === 'STORE_UNAVAILABLE';
}
