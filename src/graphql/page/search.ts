import { type Violation } from '../../stream/errors.js';
import { isLongerThan } from '../../stream/names.js';
import { isListedName } from './cursor.js';

/** Longer than a domain, an app or a stream name; a cursor holds it. */
const MAX_SEARCH_CHARACTERS = 255;

/** What is wrong with the argument `search` of a list. */
export function searchViolations(search: string | null | undefined): Violation[] {
  if (typeof search !== 'string') return [];
  if (!isListedName(search)) {
    const message = 'must not hold U+0000 or half of a surrogate pair';
    return [{ path: 'search', rule: 'characters', message }];
  }
  if (!isLongerThan(search, MAX_SEARCH_CHARACTERS)) return [];
  const message = `must have at most ${MAX_SEARCH_CHARACTERS} characters`;
  return [{ path: 'search', rule: 'maxLength', message }];
}
