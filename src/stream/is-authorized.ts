import { type AuthorizationTarget, type Authorize, type Caller, type GrantedOperation } from './caller.js';
import { toStreamError } from './errors.js';

/** Returns whether a grant covers the operation on the target. It does no I/O. */
export function isAuthorized(
  authorize: Authorize,
  caller: Caller,
  operation: GrantedOperation,
  target: AuthorizationTarget,
): boolean {
  try {
    authorize(caller, operation, target);
    return true;
  } catch (thrown) {
    if (toStreamError(thrown).code === 'FORBIDDEN') return false;
    throw thrown;
  }
}
