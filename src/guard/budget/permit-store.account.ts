import { DEFAULT_ACCOUNT } from '../../stream/account.js';
import { type OperationLimit } from './operation-limit.js';
import { type PermitStore } from './permit-store.js';

/**
 * Separates the permits of one account in a store that accounts share: the names of its budgets start with the name of
 * the account. The account `default` has the same budgets as a gateway without an accounts file.
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
