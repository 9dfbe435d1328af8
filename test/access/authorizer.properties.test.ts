import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createAuthorizer } from '../../src/access/authorizer.js';
import { parseGrants } from '../../src/access/parse-grants.js';
import { type AuthorizationTarget, type Authorize, type Caller } from '../../src/stream/caller.js';
import { StreamError } from '../../src/stream/errors.js';

const RUNS = { numRuns: 1000 };
const OPERATIONS = ['read', 'resume', 'forbid'] as const;
const NAMES = ['roles', '__proto__', 'constructor', 'prototype', 'toString', 'has', 'is', 'length', '0'];

const operation = fc.constantFrom(...OPERATIONS);
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const suffix = fc.tuple(label, label).map((labels) => labels.join('.'));
const name = fc.oneof(fc.constantFrom(...NAMES), fc.string());

function isGranted(
  authorize: Authorize,
  caller: Caller,
  asked: (typeof OPERATIONS)[number],
  target: AuthorizationTarget,
): boolean {
  try {
    authorize(caller, asked, target);
    return true;
  } catch (thrown) {
    // Any input leads to a refusal, never to an internal error.
    expect(thrown).toBeInstanceOf(StreamError);
    return false;
  }
}

function authorizeFor(
  domain: string,
  claim: string | readonly string[] = 'roles',
  apps: readonly string[] = ['*'],
): Authorize {
  const grant = { match: { claim, has: 'moderator' }, allow: OPERATIONS, domains: [domain], apps };
  return createAuthorizer(parseGrants(JSON.stringify({ grants: [grant] })));
}

const moderator: Caller = { subject: 'maya', claims: { roles: ['moderator'] } };

describe('the domain of a suffix grant', () => {
  test('is exactly one label before the suffix, whatever the suffix', () => {
    fc.assert(
      fc.property(suffix, label, operation, (granted, first, asked) => {
        const authorize = authorizeFor(`*.${granted}`);
        const asks = (domainName: string): boolean => isGranted(authorize, moderator, asked, { domainName });
        expect(asks(`${first}.${granted}`)).toBe(true);
        expect(asks(`${first}${granted}`)).toBe(false);
        expect(asks(granted)).toBe(false);
        expect(asks(`${first}.${first}.${granted}`)).toBe(false);
        expect(asks(`${first}.${granted}.`)).toBe(false);
        expect(asks(`${first}.${granted}.${first}`)).toBe(false);
      }),
      RUNS,
    );
  });

  test('never has another suffix', () => {
    fc.assert(
      fc.property(
        suffix,
        fc.oneof(fc.domain(), fc.string(), suffix),
        operation,
        (granted, domainName, asked) => {
          fc.pre(!domainName.toLowerCase().endsWith(`.${granted}`));
          expect(isGranted(authorizeFor(`*.${granted}`), moderator, asked, { domainName })).toBe(false);
        },
      ),
      RUNS,
    );
  });

  test('is compared without case', () => {
    fc.assert(
      fc.property(suffix, fc.mixedCase(fc.constant('push.brand.example.com')), (granted, domainName) => {
        expect(isGranted(authorizeFor('*.BRAND.example.com'), moderator, 'read', { domainName })).toBe(true);
        expect(isGranted(authorizeFor(`*.${granted}`), moderator, 'read', { domainName })).toBe(false);
      }),
      RUNS,
    );
  });
});

describe('a caller', () => {
  test('gets no permission from claims without the granted value', () => {
    const claims = fc.dictionary(name, fc.oneof(fc.jsonValue(), fc.array(name)), { noNullPrototype: false });
    fc.assert(
      fc.property(claims, fc.array(name, { minLength: 1 }), operation, (found, path, asked) => {
        fc.pre(!JSON.stringify(found).includes('moderator') && !path.includes(''));
        const authorize = authorizeFor('*', path);
        // Parsed like the payload of a token.
        const caller: Caller = {
          subject: 'x',
          claims: JSON.parse(JSON.stringify(found)) as Record<string, unknown>,
        };
        expect(isGranted(authorize, caller, asked, { domainName: 'push.example.com' })).toBe(false);
      }),
      RUNS,
    );
  });

  test('is checked by own properties, also for names of the prototype', () => {
    for (const claim of NAMES) {
      const caller: Caller = {
        subject: 'x',
        claims: JSON.parse(`{"${claim}":["moderator"]}`) as Record<string, unknown>,
      };
      const others = NAMES.filter((other) => other !== claim);
      const asks = (path: string): boolean =>
        isGranted(authorizeFor('*', [path]), caller, 'read', { domainName: 'push.example.com' });
      expect([claim, asks(claim), ...others.map(asks)]).toEqual([claim, true, ...others.map(() => false)]);
    }
  });
});

describe('an app pattern', () => {
  const part = fc.stringMatching(/^[ab]{0,3}$/);
  test('matches like the equivalent regular expression', () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 2, maxLength: 5 }),
        fc.stringMatching(/^[ab]{1,8}$/),
        (parts, appName) => {
          const pattern = parts.join('*');
          const authorize = authorizeFor('*', 'roles', [pattern]);
          const asked = { domainName: 'push.example.com', appName };
          expect(isGranted(authorize, moderator, 'read', asked)).toBe(
            new RegExp(`^${parts.join('.*')}$`).test(appName),
          );
        },
      ),
      RUNS,
    );
  });

  test('with the largest number of stars matches the longest name without backtracking', () => {
    const authorize = authorizeFor('*', 'roles', [`${'a*'.repeat(120)}b`]);
    const asked = { domainName: 'push.example.com', appName: 'a'.repeat(255) };
    // A matcher with backtracking would practically not return.
    expect(isGranted(authorize, moderator, 'read', asked)).toBe(false);
  });
});
