import { type Violation } from '../../stream/errors.js';
import { isLongerThan } from '../../stream/names.js';
import { isListedName } from './cursor.js';

/** The longest text to search for. No domain, app or stream name is longer. A cursor contains this text. */
const MAX_SEARCH_CHARACTERS = 255;

/** Returns the violations of the argument `search` of a list. */
export function searchViolations(search: string | null | undefined): Violation[] {
  if (typeof search !== 'string') return [];
  if (!isListedName(search)) {
    const message = 'must not contain U+0000 or half of a surrogate pair';
    return [{ path: 'search', rule: 'characters', message }];
  }
  if (!isLongerThan(search, MAX_SEARCH_CHARACTERS)) return [];
  const message = `must have at most ${MAX_SEARCH_CHARACTERS} characters`;
  return [{ path: 'search', rule: 'maxLength', message }];
}
