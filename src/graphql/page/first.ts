import { type Violation } from '../../stream/errors.js';

/** The largest number of entries in a page. Larger pages slow down other requests. */
export const MAX_FIRST = 500;

/** The description of every argument `first`. */
export const FIRST = `The largest number of entries in the page, 1 to ${MAX_FIRST}.`;

export function firstViolations(first: number): Violation[] {
  if (first >= 1 && first <= MAX_FIRST) return [];
  return [{ path: 'first', rule: 'range', message: `must be 1 to ${MAX_FIRST}` }];
}
