import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createAuthorizer } from '../../src/access/authorizer.js';
import { createClaimSelector } from '../../src/access/claim-selector.js';
import { type Grant, type Grants } from '../../src/access/grant.js';
import { type Caller } from '../../src/stream/caller.js';

const toGrant = (claim: readonly string[], fields: Partial<Grant> = {}): Grant => ({
  claim,
  test: { has: 'x' },
  allow: ['resume'],
  domains: ['*'],
  apps: ['*'],
  anyApp: false,
  ...fields,
});
const select = (claims: Caller['claims'], ...paths: readonly (readonly string[])[]): unknown =>
  createClaimSelector(paths.map((path) => toGrant(path)))(claims);

describe('the claims that grants test', () => {
  test('are kept with all values below their path, and other claims are removed', () => {
    const claims = { sub: 'maya', email: 'm@example.com', roles: ['a', { b: 1 }], iat: 7 };
    expect(select(claims, ['roles'], ['sub'])).toEqual({ roles: ['a', { b: 1 }], sub: 'maya' });
    expect(select(claims)).toEqual({});
  });

  test('are kept below their path only', () => {
    const claims = {
      realm_access: { roles: ['lead'], secret: 's' },
      resource: { live: { roles: ['r'], s: 1 } },
    };
    expect(
      select(claims, ['realm_access', 'roles'], ['resource', 'live', 'roles'], ['resource', 'none']),
    ).toEqual({
      realm_access: { roles: ['lead'] },
      resource: { live: { roles: ['r'] } },
    });
    expect(select(claims, ['realm_access', 'roles'], ['realm_access'])).toEqual({
      realm_access: claims.realm_access,
    });
  });

  test('may be a member of a list, or have the name of a property of every object', () => {
    const claims = JSON.parse(
      '{"list":["a","b"],"__proto__":{"x":"y"},"constructor":"c"}',
    ) as Caller['claims'];
    const kept = select(claims, ['list', '1'], ['__proto__', 'x'], ['constructor'], ['toString']);
    expect(JSON.stringify(kept)).toBe('{"list":{"1":"b"},"__proto__":{"x":"y"},"constructor":"c"}');
  });

  test('are left out if their path contains a value that is not an object', () => {
    expect(select({ a: 'text', b: null, c: 3 }, ['a', 'length'], ['b', 'x'], ['c', 'x'])).toEqual({});
  });

  test('give the same decision as the whole token, also after storage as JSON', () => {
    const name = fc.constantFrom('a', 'b', 'roles', '0', '__proto__');
    const value = fc.constantFrom('x', 'x y', 'y', 1, true);
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        value,
        fc.array(value, { maxLength: 3 }),
        fc.dictionary(name, tie('tree'), { maxKeys: 3 }),
      ),
    }));
    const grant = fc.record({
      claim: fc.array(name, { minLength: 1, maxLength: 3 }),
      test: fc.oneof(fc.record({ has: fc.constantFrom('x', 'y') }), fc.record({ is: value })),
    });
    const isGranted = (grants: Grants, claims: Caller['claims']): boolean => {
      try {
        createAuthorizer(grants)({ subject: 's', claims }, 'resume', { domainName: 'a.example.com' });
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(
        fc.dictionary(name, tree, { maxKeys: 4 }),
        fc.array(grant, { maxLength: 4 }),
        (claims, all) => {
          const grants = all.map(({ claim, test: one }) => toGrant(claim, { test: one }));
          const stored = JSON.stringify(createClaimSelector(grants)(claims));
          const kept = JSON.parse(stored) as Caller['claims'];
          expect(isGranted(grants, kept)).toBe(isGranted(grants, claims));
        },
      ),
      { numRuns: 500 },
    );
  });
});
