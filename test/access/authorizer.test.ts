import { describe, expect, test } from '@jest/globals';
import { createAuthorizer } from '../../src/access/authorizer.js';
import { developmentGrants } from '../../src/access/grant.js';
import { parseGrants } from '../../src/access/parse-grants.js';
import { type AuthorizationTarget, type Caller, type GrantedOperation } from '../../src/stream/caller.js';

const grants = parseGrants(`
grants:
  - match: { claim: roles, has: moderator }
    allow: [read, resume]
    domains: ["push.example.com", "*.brand-a.example.com"]
    apps: ["live", "event-*", "*-test", "a*b*c"]
  - match: { claim: realm_access.roles, has: lead }
    allow: [read, resume, forbid]
    domains: ["*.brand-a.example.com"]
    anyApp: true
  - match: { claim: scope, has: live.read }
    allow: [read]
    domains: ["*"]
  - match: { claim: tier, is: 3 }
    allow: [forbid]
    domains: ["push.example.com"]
  - match: { claim: tier, is: 4 }
    allow: [manage]
    domains: ["push.example.com"]
    apps: ["live"]
`);
const authorize = createAuthorizer(grants);

const caller = (claims: Record<string, unknown>): Caller => ({ subject: 'maya', claims });
const moderator = caller({ roles: ['viewer', 'moderator'] });
const lead = caller({ realm_access: { roles: ['lead'] } });
const reader = caller({ scope: 'openid live.read' });
const PUSH = 'push.example.com';
const BRAND = 'push.brand-a.example.com';

function isGranted(who: Caller, operation: GrantedOperation, target: AuthorizationTarget): boolean {
  try {
    authorize(who, operation, target);
    return true;
  } catch {
    return false;
  }
}

describe('a grant covers', () => {
  test.each<[string, Caller, GrantedOperation, AuthorizationTarget]>([
    ['an exact domain', moderator, 'resume', { domainName: PUSH, appName: 'live' }],
    [
      'an exact domain in other case',
      moderator,
      'resume',
      { domainName: 'PUSH.example.Com', appName: 'live' },
    ],
    ['one label before a suffix', moderator, 'resume', { domainName: BRAND, appName: 'live' }],
    ['an app by its beginning', moderator, 'resume', { domainName: PUSH, appName: 'event-7' }],
    ['an app that is the beginning', moderator, 'resume', { domainName: PUSH, appName: 'event-' }],
    ['an app by its end', moderator, 'resume', { domainName: PUSH, appName: 'x-test' }],
    ['an app by its parts', moderator, 'resume', { domainName: PUSH, appName: 'a-b-b-c' }],
    ['a claim two names deep', lead, 'forbid', { domainName: BRAND, appName: 'live' }],
    ['a whole domain, where it is for every app', lead, 'read', { domainName: BRAND }],
    ['the app "*" with anyApp', lead, 'resume', { domainName: BRAND, appName: '*' }],
    ['a word of a text', reader, 'read', { domainName: 'any.example.org' }],
    ['the jobs of one app', caller({ tier: 4 }), 'manage', { domainName: PUSH, appName: 'live' }],
    ['a number', caller({ tier: 3 }), 'forbid', { domainName: PUSH, appName: 'live' }],
    ['a role given as text', caller({ roles: 'moderator' }), 'read', { domainName: PUSH, appName: 'live' }],
    ['what belongs to no app, for some apps', moderator, 'read', { domainName: PUSH, someApp: true }],
    ['what belongs to no app, for every app', reader, 'read', { domainName: PUSH, someApp: true }],
  ])('%s', (_title, who, operation, target) => {
    expect(isGranted(who, operation, target)).toBe(true);
  });
});

describe('no grant covers', () => {
  test.each<[string, Caller, GrantedOperation, AuthorizationTarget]>([
    ['a caller without claims', caller({}), 'read', { domainName: PUSH, appName: 'live' }],
    ['an operation it does not name', moderator, 'forbid', { domainName: PUSH, appName: 'live' }],
    ['jobs, though every action is allowed', lead, 'manage', { domainName: BRAND, appName: 'live' }],
    [
      'a resume, though jobs may be managed',
      caller({ tier: 4 }),
      'resume',
      { domainName: PUSH, appName: 'live' },
    ],
    [
      'another brand’s domain',
      moderator,
      'resume',
      { domainName: 'push.brand-b.example.com', appName: 'live' },
    ],
    ['a trailing dot', moderator, 'resume', { domainName: `${PUSH}.`, appName: 'live' }],
    ['a trailing dot, even where every domain is granted', reader, 'read', { domainName: `${PUSH}.` }],
    ['the suffix itself', moderator, 'resume', { domainName: 'brand-a.example.com', appName: 'live' }],
    ['two labels before a suffix', moderator, 'resume', { domainName: `a.${BRAND}`, appName: 'live' }],
    [
      'a suffix without its dot',
      moderator,
      'resume',
      { domainName: 'evilbrand-a.example.com', appName: 'live' },
    ],
    ['a suffix in the middle', moderator, 'resume', { domainName: `${BRAND}.evil.com`, appName: 'live' }],
    ['an exact domain below another', moderator, 'resume', { domainName: `a.${PUSH}`, appName: 'live' }],
    ['the pattern itself as a domain', lead, 'read', { domainName: '*.brand-a.example.com' }],
    ['"*" as a domain', reader, 'read', { domainName: '*' }],
    ['an empty domain', reader, 'read', { domainName: '' }],
    [
      'a look-alike letter',
      moderator,
      'resume',
      { domainName: 'push.exampIe.com'.replace('I', 'ı'), appName: 'live' },
    ],
    ['an app in other case', moderator, 'resume', { domainName: PUSH, appName: 'Live' }],
    ['an app that only begins like another', moderator, 'resume', { domainName: PUSH, appName: 'live2' }],
    ['parts of an app in another order', moderator, 'resume', { domainName: PUSH, appName: 'ac-b' }],
    ['parts of an app that overlap', moderator, 'resume', { domainName: PUSH, appName: 'ac' }],
    ['an empty app', moderator, 'resume', { domainName: PUSH, appName: '' }],
    ['"*" without anyApp', moderator, 'resume', { domainName: PUSH, appName: '*' }],
    ['"*" without anyApp, though for every app', reader, 'read', { domainName: PUSH, appName: '*' }],
    ['a whole domain, where it is for some apps', moderator, 'read', { domainName: PUSH }],
    ['what belongs to no app of another domain', moderator, 'read', { domainName: 'a.com', someApp: true }],
    [
      'another app, though it asks for some',
      moderator,
      'read',
      { domainName: PUSH, appName: 'x', someApp: true },
    ],
    ['a role in other case', caller({ roles: ['Moderator'] }), 'read', { domainName: PUSH, appName: 'live' }],
    ['a role within a word', caller({ roles: 'moderators' }), 'read', { domainName: PUSH, appName: 'live' }],
    [
      'a role as a name',
      caller({ roles: { moderator: true } }),
      'read',
      { domainName: PUSH, appName: 'live' },
    ],
    [
      'a role within a list within a list',
      caller({ roles: [['moderator']] }),
      'read',
      { domainName: PUSH, appName: 'live' },
    ],
    ['a number written as text', caller({ tier: '3' }), 'forbid', { domainName: PUSH, appName: 'live' }],
    [
      'a claim at the wrong depth',
      caller({ roles: ['lead'] }),
      'forbid',
      { domainName: BRAND, appName: 'live' },
    ],
    [
      'a claim whose name holds the dot',
      caller({ 'realm_access.roles': ['lead'] }),
      'forbid',
      { domainName: BRAND },
    ],
    [
      'a claim that is inherited',
      caller(Object.create({ roles: ['moderator'] }) as Record<string, unknown>),
      'read',
      { domainName: PUSH, appName: 'live' },
    ],
  ])('%s', (_title, who, operation, target) => {
    expect(isGranted(who, operation, target)).toBe(false);
  });

  test('what only two grants together would cover', () => {
    const both = caller({ roles: ['moderator'], tier: 3 });
    expect(isGranted(both, 'forbid', { domainName: BRAND, appName: 'live' })).toBe(false);
  });

  test('any operation, if there are no grants', () => {
    const nobody = createAuthorizer([]);
    expect(() => {
      nobody(moderator, 'read', { domainName: PUSH });
    }).toThrow('No grant for read on push.example.com.');
  });
});

describe('a refusal', () => {
  test.each<[string, Caller, AuthorizationTarget, string]>([
    [
      'operation and domain as asked',
      moderator,
      { domainName: 'Push.Brand-B.example.com', appName: 'live' },
      'No grant for resume on Push.Brand-B.example.com.',
    ],
    [
      'the same when only the app is not covered',
      moderator,
      { domainName: PUSH, appName: 'secret' },
      `No grant for resume on ${PUSH}.`,
    ],
    [
      'every app when every app was asked for',
      moderator,
      { domainName: PUSH, appName: '*' },
      `No grant for resume of every app on ${PUSH}.`,
    ],
    [
      'no domain that is none',
      moderator,
      { domainName: '<script>', appName: 'live' },
      'No grant for resume on this domain.',
    ],
  ])('names %s', (_title, who, target, message) => {
    let thrown: unknown;
    try {
      authorize(who, 'resume', target);
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toMatchObject({ code: 'FORBIDDEN', retryable: false, outcome: 'NOT_SENT', message });
  });
});

describe('the development grants', () => {
  const dev = createAuthorizer(developmentGrants);
  test.each<GrantedOperation>(['read', 'resume', 'forbid', 'manage'])(
    'let a moderator %s everywhere',
    (operation) => {
      dev(moderator, operation, { domainName: PUSH });
      dev(moderator, operation, { domainName: PUSH, appName: '*' });
      expect(() => {
        dev(caller({ roles: ['viewer'] }), operation, { domainName: PUSH });
      }).toThrow(`No grant for ${operation}`);
    },
  );
});
