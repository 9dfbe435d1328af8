import { domainFault } from './names.js';

/** A host name of two or more labels, with no trailing dot. */
export function isHostName(text: string): boolean {
  return domainFault(text) === undefined;
}

/**
 * Whether a domain pattern is one of the three there are:
 * - `push.example.com`: this host and no other;
 * - `*.example.com`: one label in front of the suffix, as in a TLS certificate: neither `example.com` nor
 *   `a.b.example.com`. A star that reached deeper would hand out more than its author saw;
 * - `*`: every domain.
 */
export function isDomainPattern(pattern: string): boolean {
  if (pattern === '*') return true;
  return isHostName(pattern.startsWith('*.') ? pattern.slice(2) : pattern);
}

/**
 * Returns whether a list of patterns covers a host name, both in lower case. Two look-ups, no scan. The argument must
 * be a host name: `*` covers anything.
 */
export function createDomainMatcher(patterns: readonly string[]): (hostName: string) => boolean {
  if (patterns.includes('*')) return () => true;
  const known = new Set(patterns);
  return (hostName) => known.has(hostName) || known.has(toWildcard(hostName));
}

/** The same without `*`, which names no domain. */
export function createNamedDomainMatcher(patterns: readonly string[]): (hostName: string) => boolean {
  return createDomainMatcher(patterns.filter((pattern) => pattern !== '*'));
}

/**
 * Returns what the most specific pattern that covers a host name stands for, both in lower case: the host name itself
 * before `*.` and its suffix, and that before `*`. Three look-ups, no scan.
 */
export function createDomainRouter<T>(
  entries: Iterable<readonly [pattern: string, value: T]>,
): (hostName: string) => T | undefined {
  const known = new Map(entries);
  return (hostName) => known.get(hostName) ?? known.get(toWildcard(hostName)) ?? known.get('*');
}

/** `*.example.com` for `push.example.com`. */
function toWildcard(hostName: string): string {
  return `*${hostName.slice(hostName.indexOf('.'))}`;
}
