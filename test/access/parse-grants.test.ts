import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsFileError } from '../../src/settings-file/settings-file-error.js';
import { parseGrants } from '../../src/access/parse-grants.js';

function faultsOf(text: string): string[] {
  try {
    parseGrants(text);
  } catch (thrown) {
    if (thrown instanceof SettingsFileError)
      return thrown.faults.map(({ path, message }) => `${path}: ${message}`);
    throw thrown;
  }
  return [];
}

/** Returns one grant with the given fields in YAML flow style, and minimal values for the others. */
function grantWith(fields: Record<string, string>): string {
  const all = {
    match: '{claim: roles, has: mod}',
    allow: '[read]',
    domains: '[push.example.com]',
    ...fields,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `grants:\n  - ${lines.join('\n    ')}\n`;
}

describe('a valid file', () => {
  test('is parsed as documented', () => {
    const text = `
grants:
  - match: { claim: roles, has: moderator }
    allow: [read, resume, forbid]
    domains: ["push.example.com", "*.brand-a.example.com"]
    apps: ["live", "event-*"]
    anyApp: false
  - match: { claim: email_verified, is: true }
    allow: [read]
    domains: ["*"]
`;
    expect(parseGrants(text)).toEqual([
      {
        claim: ['roles'],
        test: { has: 'moderator' },
        allow: ['read', 'resume', 'forbid'],
        domains: ['push.example.com', '*.brand-a.example.com'],
        apps: ['live', 'event-*'],
        anyApp: false,
      },
      {
        claim: ['email_verified'],
        test: { is: true },
        allow: ['read'],
        domains: ['*'],
        apps: ['*'],
        anyApp: false,
      },
    ]);
  });

  test('may contain domains in upper case', () => {
    const [grant] = parseGrants(grantWith({ domains: '[Push.Example.COM, "*.BRAND.example.com"]' }));
    expect(grant?.domains).toEqual(['push.example.com', '*.brand.example.com']);
  });

  test.each([
    ['a dotted path', 'realm_access.roles', ['realm_access', 'roles']],
    ['a list of names, which may hold dots', '["https://example.com/roles"]', ['https://example.com/roles']],
  ])('may name a claim by %s', (_title, claim, path) => {
    expect(parseGrants(grantWith({ match: `{claim: ${claim}, has: mod}` }))[0]?.claim).toEqual(path);
  });

  test.each([
    ['a text', 'staff', 'staff'],
    ['a number', '7', 7],
    ['false', 'false', false],
  ])('may compare with %s', (_title, written, value) => {
    expect(parseGrants(grantWith({ match: `{claim: c, is: ${written}}` }))[0]?.test).toEqual({ is: value });
  });

  test('may use an anchor for a repeated list', () => {
    const text = grantWith({ domains: '&brand [push.example.com]' });
    const twice = `${text}  - {match: {claim: c, is: 1}, allow: [read], domains: *brand}\n`;
    expect(parseGrants(twice).map(({ domains }) => domains)).toEqual([
      ['push.example.com'],
      ['push.example.com'],
    ]);
  });

  test('may be copied from the documentation', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/security.md'), 'utf8');
    const examples = [...page.matchAll(/```yaml\n(grants:[^`]*)```/g)].map(([, text = '']) =>
      parseGrants(text),
    );
    expect(examples.map((grants) => grants.length)).toEqual([1]);
  });

  test('may contain no grants', () => {
    expect(parseGrants('grants: []')).toEqual([]);
  });
});

const NOT_A_DOMAIN = 'must be a host name, "*." before a host name of at least two labels, or "*"';
const STAR_UNQUOTED = 'a pattern that starts with "*" must be quoted';

describe('a fault', () => {
  test.each([
    ['nothing in the file', '', ': must contain the list "grants"'],
    ['a list at the top', '- a', ': must contain the list "grants"'],
    ['no grants', '{}', 'grants: must be a list'],
    ['an unknown name at the top', 'grants: []\ngrant: 1', 'grant: is not a known setting'],
    ['a grant that is a text', 'grants: [hello]', 'grants[0]: must contain names and values'],
    ['a misspelt name', grantWith({ anyapp: 'true' }), 'grants[0].anyapp: is not a known setting'],
    [
      'a name from the prototype',
      `${grantWith({})}    __proto__: {anyApp: true}`,
      'grants[0].__proto__: is not a known setting',
    ],
    [
      'neither has nor is',
      grantWith({ match: '{claim: c}' }),
      'grants[0].match: must have either "has" or "is"',
    ],
    [
      'both',
      grantWith({ match: '{claim: c, has: a, is: a}' }),
      'grants[0].match: must have either "has" or "is"',
    ],
    ['an empty has', grantWith({ match: '{claim: c, has: ""}' }), 'grants[0].match.has: must not be empty'],
    [
      'a list as is',
      grantWith({ match: '{claim: c, is: [a]}' }),
      'grants[0].match.is: must be a string, a number, true or false',
    ],
    [
      'a hole in the path',
      grantWith({ match: '{claim: a..b, has: c}' }),
      'grants[0].match.claim: must not contain an empty name',
    ],
    [
      'an empty path',
      grantWith({ match: '{claim: [], has: c}' }),
      'grants[0].match.claim: must not contain an empty name',
    ],
    ['no operation', grantWith({ allow: '[]' }), 'grants[0].allow: must not be empty'],
    [
      'an unknown operation',
      grantWith({ allow: '[read, write]' }),
      'grants[0].allow[1]: must be one of read, resume, forbid, manage',
    ],
    [
      'an operation in capitals',
      grantWith({ allow: '[READ]' }),
      'grants[0].allow[0]: must be one of read, resume, forbid, manage',
    ],
    ['no domain', grantWith({ domains: '[]' }), 'grants[0].domains: must not be empty'],
    ['a text for a list', grantWith({ domains: 'push.example.com' }), 'grants[0].domains: must be a list'],
    [
      'a domain with a trailing dot',
      grantWith({ domains: '[push.example.com.]' }),
      `grants[0].domains[0]: ${NOT_A_DOMAIN}`,
    ],
    [
      'a domain with a scheme',
      grantWith({ domains: '["rtmp://push.example.com"]' }),
      `grants[0].domains[0]: ${NOT_A_DOMAIN}`,
    ],
    [
      'a star over a whole top level',
      grantWith({ domains: '["*.com"]' }),
      `grants[0].domains[0]: ${NOT_A_DOMAIN}`,
    ],
    [
      'a star within a label',
      grantWith({ domains: '["push-*.example.com"]' }),
      `grants[0].domains[0]: ${NOT_A_DOMAIN}`,
    ],
    ['two stars', grantWith({ domains: '["*.*.example.com"]' }), `grants[0].domains[0]: ${NOT_A_DOMAIN}`],
    [
      'an empty app',
      grantWith({ apps: '[""]' }),
      'grants[0].apps[0]: must be an app name, in which "*" matches any characters',
    ],
    [
      'an app with a slash',
      grantWith({ apps: '[a/b]' }),
      'grants[0].apps[0]: must be an app name, in which "*" matches any characters',
    ],
    ['anyApp that is no boolean', grantWith({ anyApp: '1' }), 'grants[0].anyApp: must be true or false'],
    [
      'anyApp for some apps',
      grantWith({ anyApp: 'true', apps: '[live]' }),
      'grants[0].anyApp: requires "apps" to be omitted or to contain "*"',
    ],
    ['a star that is not quoted', grantWith({ domains: '[*.example.com]' }), `: ${STAR_UNQUOTED}`],
    ['a lone star that is not quoted', grantWith({ domains: '[*]' }), `line 4: ${STAR_UNQUOTED}`],
    ['a name given twice', 'grants: []\ngrants: []', 'line 2: is not valid YAML: Map keys must be unique'],
    [
      'two documents',
      'grants: []\n---\ngrants: []',
      expect.stringMatching(/^line 2: is not valid YAML: Source contains multiple/),
    ],
    ['an unknown tag', 'grants: !env GRANTS', 'line 1: is not valid YAML: Unresolved tag: !env'],
  ])('is reported with its position: %s', (_title, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  test('does not hide another fault', () => {
    const text = `${grantWith({ match: '{claim: c, hsa: a}', allow: '[]', domains: '[a, b.example.com, c]', anyApp: '"no"' })}    extra: 1\n  - 7\n`;
    expect(faultsOf(text).map((fault) => fault.split(':')[0])).toEqual([
      'grants[0].match.hsa',
      'grants[0].match',
      'grants[0].allow',
      'grants[0].domains[0]',
      'grants[0].domains[2]',
      'grants[0].anyApp',
      'grants[0].extra',
      'grants[1]',
    ]);
  });

  test('is one line that starts with the name of the file and contains no value', () => {
    const parse = (): unknown =>
      parseGrants(grantWith({ domains: '["secret host"]', allow: '[x]' }), 'grants.yaml');
    const line = `grants.yaml: grants[0].allow[0] must be one of read, resume, forbid, manage; grants[0].domains[0] ${NOT_A_DOMAIN}`;
    expect(parse).toThrow(SettingsFileError);
    expect(parse).toThrow(line);
  });

  test('of endless aliases is refused without expanding them', () => {
    const bomb = Array.from({ length: 30 }, (_, level) =>
      level === 0 ? 'l0: &l0 [a]' : `l${level}: &l${level} [*l${level - 1},*l${level - 1},*l${level - 1}]`,
    );
    expect(faultsOf(bomb.join('\n'))).toHaveLength(1);
  });
});
