import { randomUUID } from 'node:crypto';
import { type Config } from '../config/config.js';
import { type Secrets } from '../config/secrets.js';
import { type GuardOptions } from '../guard/guard.js';
import { openSharedStore, type SharedStore } from '../store/open-store.js';
import { type Logger } from '../telemetry/logger.js';

/** One process alone keeps its budget in memory. */
export async function composeStore(
  { store }: Config,
  { databaseUrl }: Secrets,
  logger: Logger,
): Promise<SharedStore | undefined> {
  if (store.kind !== 'postgres') return undefined;
  const onIdleFault = (): void => {
    logger.warn('a connection to the database broke');
  };
  return openSharedStore({ url: databaseUrl, onIdleFault, mayBeAway: store.whenDown === 'degrade' });
}

export function toShared({ store }: Config, { permits }: SharedStore): GuardOptions['shared'] {
  return { store: permits, replica: randomUUID(), replicas: store.replicas, whenDown: store.whenDown };
}
