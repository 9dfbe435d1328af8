import type { ClaimTest } from './grant.js';

/** Follows names through own properties only: a claim called `constructor` or `__proto__` is a member of the token. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  let value: unknown = claims;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** Whether the claim at the path passes the test. A claim that is missing, or of another type, does not. */
export function passesClaimTest(
  claims: Readonly<Record<string, unknown>>,
  path: readonly string[],
  test: ClaimTest,
): boolean {
  const value = claimAt(claims, path);
  if ('is' in test) return value === test.is;
  if (Array.isArray(value)) return value.includes(test.has);
  // Words as OAuth writes scopes: separated by a space.
  return typeof value === 'string' && value.split(' ').includes(test.has);
}
