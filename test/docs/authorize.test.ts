import { describe, expect, test } from '@jest/globals';
import { createAuthorizer } from '../../src/access/authorizer.js';
import { parseGrants } from '../../src/access/parse-grants.js';
import { type RefusalReason } from '../../src/access/refusal.js';
import { type AuthorizationTarget, type GrantedOperation } from '../../src/stream/caller.js';
import { blocksOf, codesOf, tableOf } from './pages.js';

const PAGE = 'docs/authorize.md';
const example = blocksOf(PAGE).find(({ language }) => language === 'yaml')?.text ?? '';

function mayRead(
  patterns: { readonly domains?: string[]; readonly apps?: string[] },
  target: AuthorizationTarget,
) {
  const { domains = ['*'], apps = ['*'] } = patterns;
  const grant = { match: { claim: 'a', is: 1 }, allow: ['read'], domains, apps };
  return may(parseGrants(JSON.stringify({ grants: [grant] })), { a: 1 }, 'read', target);
}

function may(
  grants: ReturnType<typeof parseGrants>,
  claims: Readonly<Record<string, unknown>>,
  operation: GrantedOperation,
  target: AuthorizationTarget,
): boolean {
  try {
    createAuthorizer(grants)({ subject: 'somebody', claims }, operation, target);
    return true;
  } catch {
    return false;
  }
}

describe('docs/authorize.md', () => {
  test.each(tableOf(PAGE, 'pattern'))(
    'the domain pattern %s covers %s and not %s',
    (pattern, covered, others) => {
      const domains = codesOf(pattern);
      const covers = (domainName: string): boolean => mayRead({ domains }, { domainName, appName: 'live' });
      expect(codesOf(covered).map(covers)).toEqual(codesOf(covered).map(() => true));
      expect(codesOf(others).map(covers)).toEqual(codesOf(others).map(() => false));
    },
  );

  test.each(tableOf(PAGE, 'pattern', 1))(
    'the app pattern %s covers %s and not %s',
    (pattern, covered, others) => {
      const apps = codesOf(pattern);
      const covers = (appName: string): boolean =>
        mayRead({ apps }, { domainName: 'push.example.com', appName });
      expect(codesOf(covered).map(covers)).toEqual(codesOf(covered).map(() => true));
      expect(codesOf(others).map(covers)).toEqual(codesOf(others).map(() => false));
    },
  );

  const everyApp = { domainName: 'push.example.com', appName: '*' };
  const event = { domainName: 'push.example.com', appName: 'event-1' };
  test.each<[string, Readonly<Record<string, unknown>>, GrantedOperation, AuthorizationTarget, boolean]>([
    [
      'a moderator of brand A forbids there',
      { roles: ['moderator-a'] },
      'forbid',
      { domainName: 'push.brand-a.example.com', appName: 'live' },
      true,
    ],
    ['and not elsewhere', { roles: ['moderator-a'] }, 'forbid', event, false],
    ['support resumes an event', { realm_access: { roles: ['support'] } }, 'resume', event, true],
    ['and forbids none', { realm_access: { roles: ['support'] } }, 'forbid', event, false],
    [
      'nor sees the whole domain’s lists',
      { realm_access: { roles: ['support'] } },
      'read',
      { domainName: 'push.example.com' },
      false,
    ],
    ['a scope resumes every app', { scope: 'openid live.resume' }, 'resume', everyApp, true],
    ['the auditor reads', { email: 'auditor@example.com' }, 'read', event, true],
    ['and resumes nothing', { email: 'auditor@example.com' }, 'resume', event, false],
    ['a claim with dots counts', { 'https://example.com/roles': ['admin'] }, 'resume', everyApp, true],
    ['no other caller does anything', { roles: ['admin'] }, 'read', event, false],
  ])('by its example %s', (_what, claims, operation, target, expected) => {
    expect(may(parseGrants(example), claims, operation, target)).toBe(expected);
  });

  test('lists every reason for the refusal of a token', () => {
    const reasons: Readonly<Record<RefusalReason, true>> = {
      no_token: true,
      several_tokens: true,
      wrong_scheme: true,
      too_long: true,
      malformed: true,
      algorithm: true,
      unknown_key: true,
      unusable_key: true,
      signature: true,
      expired: true,
      not_yet_valid: true,
      issuer: true,
      audience: true,
      claims: true,
      keys_unavailable: true,
    };
    const documented = tableOf(PAGE, '`reason`').flatMap(([names]) => codesOf(names));
    expect(documented.toSorted()).toEqual(Object.keys(reasons).toSorted());
  });
});
