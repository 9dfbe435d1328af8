import { type Violation } from '../../stream/errors.js';

/** The largest page that does not slow down other requests. */
export const MAX_FIRST = 500;

/** For the description of every `first`. */
export const FIRST = `How many, 1 to ${MAX_FIRST}.`;

export function firstViolations(first: number): Violation[] {
  if (first >= 1 && first <= MAX_FIRST) return [];
  return [{ path: 'first', rule: 'range', message: `must be 1 to ${MAX_FIRST}` }];
}
