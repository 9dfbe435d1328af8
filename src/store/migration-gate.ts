import { toStoreFault } from './unavailable.js';

/** Lets nobody at the tables before they are up to date. */
export interface MigrationGate {
  /** Brings them up to date, once. Rejects with what the database says. */
  readonly migrate: () => Promise<void>;
  /** The same for whoever needs them: @throws StreamError STORE_UNAVAILABLE, and the next one tries again */
  readonly ready: () => Promise<void>;
}

export function createMigrationGate(update: () => Promise<unknown>): MigrationGate {
  let done: Promise<void> | undefined;
  const migrate = (): Promise<void> => {
    done ??= update().then(
      () => undefined,
      (thrown: unknown) => {
        done = undefined;
        throw thrown;
      },
    );
    return done;
  };
  return {
    migrate,
    ready: () =>
      migrate().catch((thrown: unknown) => {
        throw toStoreFault(thrown);
      }),
  };
}
