import { type Violation } from './errors.js';
import { isLongerThan } from './names.js';

const MAX_REASON_CHARACTERS = 500;

/** Why somebody acts: free text that is kept and never sent upstream. */
export function reasonViolations(reason: string | null | undefined, path: string): Violation[] {
  if (reason === null || reason === undefined || !isLongerThan(reason, MAX_REASON_CHARACTERS)) return [];
  return [{ path, rule: 'maxLength', message: `must have at most ${MAX_REASON_CHARACTERS} characters` }];
}
