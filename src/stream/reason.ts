import { type Violation } from './errors.js';
import { isLongerThan } from './names.js';

const MAX_REASON_CHARACTERS = 500;

/**
 * The reason for an action: free text that is kept and never sent upstream. Neither database can keep what is refused.
 */
export function reasonViolations(reason: string | null | undefined, path: string): Violation[] {
  if (reason === null || reason === undefined) return [];
  if (reason.includes('\0') || !reason.isWellFormed())
    return [{ path, rule: 'characters', message: 'must not hold U+0000 or half of a surrogate pair' }];
  if (!isLongerThan(reason, MAX_REASON_CHARACTERS)) return [];
  return [{ path, rule: 'maxLength', message: `must have at most ${MAX_REASON_CHARACTERS} characters` }];
}
