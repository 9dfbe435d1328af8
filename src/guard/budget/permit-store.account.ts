import { DEFAULT_ACCOUNT } from '../../stream/account.js';
import { type OperationLimit } from './operation-limit.js';
import { type PermitStore } from './permit-store.js';

/**
 * The permits of one account in a store that accounts share: its budgets have a name of their own. Those of the account
 * `default` are the ones of a gateway that knows no accounts.
 */
export function createAccountPermits(store: PermitStore, account: string): PermitStore {
  if (account === DEFAULT_ACCOUNT) return store;
  const toOwn = (limit: OperationLimit): OperationLimit => ({
    ...limit,
    operation: `${account}/${limit.operation}`,
  });
  return {
    reserve: (request) => store.reserve({ ...request, limit: toOwn(request.limit) }),
    view: (limit, replica) => store.view(toOwn(limit), replica),
  };
}
