/**
 * Updates the tables once for all callers that wait. Rejects with the error of the database; the next call then tries
 * again.
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
