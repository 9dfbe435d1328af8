import type { ClaimTest } from './grant.js';

/**
 * Returns the claim at a path. It reads only own properties, because a token may have a claim named
 * `constructor` or `__proto__`.
 */
function claimAt(claims: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  let value: unknown = claims;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** Checks whether the claim at the path passes the test. A claim that is missing or has another type does not. */
export function passesClaimTest(
  claims: Readonly<Record<string, unknown>>,
  path: readonly string[],
  test: ClaimTest,
): boolean {
  const value = claimAt(claims, path);
  if ('is' in test) return value === test.is;
  if (Array.isArray(value)) return value.includes(test.has);
  // Words separated by a space, like the scopes of OAuth.
  return typeof value === 'string' && value.split(' ').includes(test.has);
}
