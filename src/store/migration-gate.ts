/**
 * Brings the tables up to date, once, for all who wait for them. Rejects with what the database answers, and then the
 * next call tries again.
 */
export function createMigrationGate(update: () => Promise<unknown>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= update().then(
      () => undefined,
      (thrown: unknown) => {
        done = undefined;
        throw thrown;
      },
    );
    return done;
  };
}
