import { describe, expect, test } from '@jest/globals';
import { developmentGrants } from '../../src/access/grant.js';
import { parseGrants } from '../../src/access/parse-grants.js';
import { toRamPolicy, toRamPolicyNotes, type RamPolicy } from '../../src/cli/ram-policy.js';

const ACCOUNT = '1234567890';
const READ = [
  'live:DescribeLiveStreamsBlockList',
  'live:DescribeLiveStreamsOnlineList',
  'live:DescribeLiveDomainMapping',
  'live:DescribeLiveUserDomains',
];

function policyFor(...grants: { allow: string[]; domains: string[] }[]): RamPolicy {
  const full = grants.map((grant) => ({ match: { claim: 'roles', has: 'moderator' }, ...grant }));
  return toRamPolicy(parseGrants(JSON.stringify({ grants: full })), ACCOUNT);
}

describe('the policy', () => {
  test('restricts resume to the domains of the grants, and allows all domains for actions that RAM cannot restrict', () => {
    const grant = {
      allow: ['read', 'resume', 'forbid'],
      domains: ['push.example.com', '*.brand.example.com'],
    };
    expect(policyFor(grant)).toEqual({
      Version: '1',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['live:ResumeLiveStream'],
          Resource: [
            `acs:cdn:*:${ACCOUNT}:domain/*.brand.example.com`,
            `acs:cdn:*:${ACCOUNT}:domain/push.example.com`,
          ],
        },
        { Effect: 'Allow', Action: [...READ, 'live:ForbidLiveStream'], Resource: ['*'] },
      ],
    });
  });

  test.each([
    ['reading', ['read'], [READ]],
    ['resuming', ['resume'], [['live:ResumeLiveStream']]],
    ['forbidding', ['forbid'], [['live:ForbidLiveStream']]],
  ])('for %s alone holds nothing else', (_title, allow, actions) => {
    const { Statement } = policyFor({ allow, domains: ['push.example.com'] });
    expect(Statement.map(({ Action }) => Action)).toEqual(actions);
  });

  test('does not allow resume on the domains of a grant that only reads', () => {
    const policy = policyFor(
      { allow: ['resume'], domains: ['a.example.com'] },
      { allow: ['read'], domains: ['b.example.com'] },
    );
    expect(policy.Statement[0]?.Resource).toEqual([`acs:cdn:*:${ACCOUNT}:domain/a.example.com`]);
  });

  test('names each domain once, and omits domains that a wider pattern covers', () => {
    const domains = ['b.example.com', 'a.x.example.com', '*.example.com', 'b.a.example.org'];
    const policy = policyFor({ allow: ['resume'], domains }, { allow: ['resume'], domains });
    expect(policy.Statement[0]?.Resource.map((arn) => arn.split('/')[1])).toEqual([
      '*.example.com',
      'a.x.example.com',
      'b.a.example.org',
    ]);
  });

  test('for a grant on every domain, names the domains of the account', () => {
    expect(toRamPolicy(developmentGrants, ACCOUNT).Statement[0]?.Resource).toEqual([
      `acs:cdn:*:${ACCOUNT}:domain/*`,
    ]);
  });

  test('allows nothing if there are no grants', () => {
    expect(toRamPolicy([], ACCOUNT)).toEqual({ Version: '1', Statement: [] });
  });
});

describe('the notes', () => {
  const notesOf = (allow: string[], domains: string[]): string =>
    toRamPolicyNotes(policyFor({ allow, domains })).join('\n');

  test('name the actions for every domain, and state that only the gateway separates domains', () => {
    expect(notesOf(['forbid'], ['push.example.com'])).toMatch(
      /^live:ForbidLiveStream: on "\*", .* grants alone/,
    );
    expect(notesOf(['resume'], ['push.example.com'])).not.toMatch(/on "\*"/);
  });

  test('state that a star in RAM may match more than a star in the gateway', () => {
    expect(notesOf(['resume'], ['*.example.com'])).toMatch(/run across dots/);
    expect(notesOf(['resume'], ['push.example.com'])).not.toMatch(/run across dots/);
  });

  test('warn if the policy is too long for RAM', () => {
    const domains = Array.from({ length: 150 }, (_, index) => `push-${index}.example.com`);
    expect(notesOf(['resume'], domains)).toMatch(/RAM takes 6144 in one custom policy/);
    expect(notesOf(['resume'], domains.slice(0, 50))).not.toMatch(/6144/);
  });
});
