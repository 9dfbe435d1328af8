import { appFault } from '../stream/names.js';

/**
 * An app pattern, split at `*`. `*` matches any characters, or none. It is the only special character. Case
 * matters.
 */
type Pattern = readonly string[];

const EVERY_APP = /^\*+$/;

/** Checks whether a pattern can match an app name: with a letter for each `*`, it must be a valid app name. */
export function isAppPattern(pattern: string): boolean {
  return appFault(pattern.replaceAll('*', 'x')) === undefined;
}

export function coversEveryApp(patterns: readonly string[]): boolean {
  return patterns.some((pattern) => EVERY_APP.test(pattern));
}

/**
 * Matches the pieces in order, each at its first possible position. A later position is never better, so there
 * is no backtracking, and no pattern or name is slow.
 */
function matches([head = '', ...pieces]: Pattern, name: string): boolean {
  const tail = pieces.pop();
  if (tail === undefined) return name === head;
  if (name.length < head.length + tail.length) return false;
  if (!name.startsWith(head) || !name.endsWith(tail)) return false;
  const end = name.length - tail.length;
  let from = head.length;
  for (const piece of pieces) {
    const at = name.indexOf(piece, from);
    if (at === -1 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}

/** Creates a function that checks whether one of the patterns matches an app name. */
export function createAppMatcher(patterns: readonly string[]): (appName: string) => boolean {
  if (coversEveryApp(patterns)) return () => true;
  const split = patterns.map((pattern) => pattern.split('*'));
  return (appName) => split.some((pattern) => matches(pattern, appName));
}
