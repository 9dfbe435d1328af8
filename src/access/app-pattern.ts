import { appFault } from '../stream/names.js';

/** `*` stands for any run of characters, also none. It is the only special character, and case counts. */
type Pattern = readonly string[];

const EVERY_APP = /^\*+$/;

/** Whether a pattern can match an app name at all: put a letter for each star and it must be one. */
export function isAppPattern(pattern: string): boolean {
  return appFault(pattern.replaceAll('*', 'x')) === undefined;
}

export function coversEveryApp(patterns: readonly string[]): boolean {
  return patterns.some((pattern) => EVERY_APP.test(pattern));
}

/**
 * Matches piece by piece, each at its first possible position, which is never worse than a later one: there is nothing
 * to backtrack, so that no pattern and no name is slow.
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

/** Answers for a list of patterns whether it covers an app name. */
export function createAppMatcher(patterns: readonly string[]): (appName: string) => boolean {
  if (coversEveryApp(patterns)) return () => true;
  const split = patterns.map((pattern) => pattern.split('*'));
  return (appName) => split.some((pattern) => matches(pattern, appName));
}
