import { type KeysReadiness } from '../access/keys-readiness.js';
import { type Config } from '../config/config.js';
import { createHealth, type Health, type Readiness, type ReadinessCheck } from '../http/health.js';
import { type Store } from '../store/open-store.js';
import { DEFAULT_ACCOUNT } from '../stream/account.js';
import { type Account } from './account.js';
import { type Accounts } from './accounts.js';

export interface HealthParts {
  readonly accounts: Accounts;
  readonly keys: KeysReadiness;
  readonly store: Store;
}

/** Creates the health state from the parts that readiness depends on. */
export function createAppHealth({ store: { whenDown } }: Config, parts: HealthParts): Health {
  const { accounts, keys, store } = parts;
  return createHealth(
    () => [
      ...toAccountChecks(accounts),
      { name: 'keys', check: keys.check },
      { name: 'store', check: () => (whenDown === 'refuse' ? store.check() : undefined) },
    ],
    () => ({ ...toBreakers(accounts), client: accounts.all[0]?.client, changes: store.signal.mode }),
  );
}

/**
 * Returns the checks of the accounts. A single account must be usable. If there are several accounts, one usable
 * account is enough.
 */
function toAccountChecks({ all }: Accounts): ReadinessCheck[] {
  return all.map((account) => ({
    name: isAlone(all) ? 'credentials' : `account ${account.config.name}`,
    group: isAlone(all) ? undefined : 'accounts',
    check: () => account.check(),
  }));
}

function toBreakers({ all }: Accounts): Pick<Readiness, 'breaker' | 'breakers'> {
  const [first] = all;
  if (first !== undefined && isAlone(all)) return { breaker: first.guard.breakerState };
  return { breakers: Object.fromEntries(all.map(({ config, guard }) => [config.name, guard.breakerState])) };
}

function isAlone(all: readonly Account[]): boolean {
  return all.length === 1 && all[0]?.config.name === DEFAULT_ACCOUNT;
}
