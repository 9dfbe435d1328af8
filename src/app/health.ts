import { type KeysReadiness } from '../access/keys-readiness.js';
import { type Config } from '../config/config.js';
import { type Guard } from '../guard/guard.js';
import { createHealth, type Health } from '../http/health.js';
import { type Store } from '../store/open-store.js';
import { type Upstream } from '../upstream/index.js';
import { type Telemetry } from './telemetry.js';

export interface HealthParts {
  readonly upstream: Upstream;
  readonly telemetry: Telemetry;
  readonly keys: KeysReadiness;
  readonly store: Store;
  readonly guard: Guard;
}

/** What readiness depends on. */
export function createAppHealth({ store: { whenDown } }: Config, parts: HealthParts): Health {
  const { upstream, telemetry, keys, store, guard } = parts;
  return createHealth(
    [
      {
        name: 'credentials',
        check: async () => {
          await upstream.warmUp();
          telemetry.checkCredentials();
        },
      },
      { name: 'keys', check: keys.check },
      { name: 'store', check: () => (whenDown === 'refuse' ? store.check() : undefined) },
    ],
    () => ({ breaker: guard.breakerState, client: upstream.client }),
  );
}
