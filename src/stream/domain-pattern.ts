import { domainFault } from './names.js';

/** Returns whether a text is a host name of two or more labels, without a trailing dot. */
export function isHostName(text: string): boolean {
  return domainFault(text) === undefined;
}

/**
 * Returns whether a text is a domain pattern. There are three forms:
 * - `push.example.com` matches only this host.
 * - `*.example.com` matches exactly one label before the suffix, as in a TLS certificate. It matches neither
 *   `example.com` nor `a.b.example.com`, because deeper matches would grant more than the author expects.
 * - `*` matches every domain.
 */
export function isDomainPattern(pattern: string): boolean {
  if (pattern === '*') return true;
  return isHostName(pattern.startsWith('*.') ? pattern.slice(2) : pattern);
}

/**
 * Creates a function that returns whether the patterns cover a host name, with at most two lookups. Patterns and host
 * names must be in lower case. The argument must be a valid host name, because `*` covers any text.
 */
export function createDomainMatcher(patterns: readonly string[]): (hostName: string) => boolean {
  if (patterns.includes('*')) return () => true;
  const known = new Set(patterns);
  return (hostName) => known.has(hostName) || known.has(toWildcard(hostName));
}

/** Like `createDomainMatcher`, but ignores `*`, because it names no domain. */
export function createNamedDomainMatcher(patterns: readonly string[]): (hostName: string) => boolean {
  return createDomainMatcher(patterns.filter((pattern) => pattern !== '*'));
}

/**
 * Creates a function that returns the value of the most specific pattern that covers a host name. The order is: the
 * host name itself, then `*.` with its suffix, then `*`. It needs at most three lookups. Patterns and host names must
 * be in lower case.
 */
export function createDomainRouter<T>(
  entries: Iterable<readonly [pattern: string, value: T]>,
): (hostName: string) => T | undefined {
  const known = new Map(entries);
  return (hostName) => known.get(hostName) ?? known.get(toWildcard(hostName)) ?? known.get('*');
}

/** Returns `*.example.com` for `push.example.com`. */
function toWildcard(hostName: string): string {
  return `*${hostName.slice(hostName.indexOf('.'))}`;
}
