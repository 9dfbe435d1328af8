import { type JWTPayload } from 'jose';
import { toStreamId } from '../../../src/stream/address.js';
import { type JwksServer } from '../../support/jwks-server.js';
import { ask, type Target } from './exchange.js';
import { hostile, type HostileCase } from './hostile-case.js';

/** In force while the cases run: `maya` is a moderator of push.example.com, `live` and `event-*`, and no other. */
export const GRANTS = `
grants:
  - match: { claim: roles, has: moderator }
    allow: [read, resume]
    domains: [push.example.com]
    apps: [live, 'event-*']
  - match: { claim: roles, has: viewer }
    allow: [read]
    domains: [push.example.com]
  - match: { claim: roles, has: brand-b }
    allow: [read, resume, forbid]
    domains: ['*.brand-b.example.com']
    anyApp: true
`;

const RESUME = 'mutation($input: ResumeLiveStreamInput!) { resumeLiveStream(input: $input) { requestId } }';
const ENTITIES = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on LiveStream { id } } }';
const MINE = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const THEIRS = { ...MINE, domainName: 'push.brand-b.example.com', streamName: 'market-day' };

const resume = (title: string, code: string, changed: Partial<typeof MINE>): HostileCase =>
  hostile(title, 200, code, (target) => ask(target, RESUME, { input: { ...MINE, ...changed } }));
const onDomain = (title: string, code: string, domainName: string): HostileCase =>
  resume(`${title} (${domainName})`, code, { domainName });
const entities = (title: string, code: string, representation: object): HostileCase =>
  hostile(`_entities: ${title}`, 200, code, (target) =>
    ask(target, ENTITIES, { r: [{ __typename: 'LiveStream', ...representation }] }),
  );

/** Requests with a valid token whose grants do not cover them. */
export const GRANT_CASES: readonly HostileCase[] = [
  resume('another brand’s domain', 'FORBIDDEN', THEIRS),
  onDomain('another brand’s domain in capitals', 'FORBIDDEN', 'PUSH.Brand-B.example.com'),
  onDomain('another brand’s domain with a trailing dot', 'BAD_USER_INPUT', 'push.brand-b.example.com.'),
  onDomain('the own domain with a trailing dot', 'BAD_USER_INPUT', 'push.example.com.'),
  onDomain('the own domain as a prefix', 'FORBIDDEN', 'push.example.com.attacker.example'),
  onDomain('the own domain as a suffix', 'FORBIDDEN', 'evilpush.example.com'),
  onDomain('a label below the own domain', 'FORBIDDEN', 'a.push.example.com'),
  onDomain('the domain above the own', 'FORBIDDEN', 'example.com'),
  onDomain('a letter that looks alike', 'BAD_USER_INPUT', 'pu\u0455h.example.com'),
  onDomain('a full-width dot', 'BAD_USER_INPUT', 'push\uff0eexample.com'),
  onDomain('a star for the domain', 'BAD_USER_INPUT', '*'),
  onDomain('a star for a label', 'BAD_USER_INPUT', '*.example.com'),
  onDomain('a port', 'BAD_USER_INPUT', 'push.example.com:80'),
  onDomain('a blank at the end', 'BAD_USER_INPUT', 'push.example.com '),
  onDomain('a second parameter', 'BAD_USER_INPUT', 'push.example.com&AppName=*'),
  resume('an app of the own domain without a grant', 'FORBIDDEN', { appName: 'rehearsal' }),
  resume('an app in other case', 'FORBIDDEN', { appName: 'LIVE' }),
  resume('an app that begins like one of the grant', 'FORBIDDEN', { appName: 'live2' }),
  resume('"*" for the app without anyApp', 'FORBIDDEN', { appName: '*' }),
  resume('"*" within the app', 'BAD_USER_INPUT', { appName: 'event-*' }),
  resume('"*" for the stream', 'BAD_USER_INPUT', { streamName: '*' }),
  resume('a NUL in the stream', 'BAD_USER_INPUT', { streamName: 'match-42\0' }),
  resume('half of a surrogate pair', 'BAD_USER_INPUT', { streamName: '\ud800' }),
  hostile('two forbidden resumes behind aliases', 200, 'FORBIDDEN', (target) =>
    ask(
      target,
      'mutation($i: ResumeLiveStreamInput!) { a: resumeLiveStream(input: $i) { requestId } ...F } ' +
        'fragment F on Mutation { b: resumeLiveStream(input: $i) { requestId } }',
      { i: THEIRS },
    ),
  ),
  hostile('liveStream of another brand', 200, 'FORBIDDEN', (target) =>
    ask(
      target,
      'query($d: String!, $a: String!, $s: String!) { liveStream(domainName: $d, appName: $a, streamName: $s) { id } }',
      { d: THEIRS.domainName, a: THEIRS.appName, s: THEIRS.streamName },
    ),
  ),
  entities('another brand’s domain', 'FORBIDDEN', THEIRS),
  entities('another brand’s domain in capitals', 'FORBIDDEN', {
    ...THEIRS,
    domainName: 'PUSH.BRAND-B.EXAMPLE.COM',
  }),
  entities('another brand’s domain with a trailing dot', 'BAD_USER_INPUT', {
    ...THEIRS,
    domainName: 'push.brand-b.example.com.',
  }),
  entities('another brand’s stream by id', 'FORBIDDEN', { id: toStreamId(THEIRS) }),
  entities('an app without a grant', 'FORBIDDEN', { ...MINE, appName: 'rehearsal' }),
  entities('"*" for the app', 'BAD_USER_INPUT', { ...MINE, appName: '*' }),
  entities('a made-up id', 'BAD_USER_INPUT', { id: 'bm8gc3VjaCBpZA' }),
];

/** The same request with valid tokens that lack the needed claims. */
export function toClaimCases(server: JwksServer): HostileCase[] {
  const under = (title: string, claims: JWTPayload): HostileCase =>
    hostile(title, 200, 'FORBIDDEN', async (target: Target) =>
      ask({ ...target, token: await server.mint({ claims }) }, RESUME, { input: MINE }),
    );
  return [
    under('a role that may only read', { roles: ['viewer'] }),
    under('a role of another brand', { roles: ['brand-b'] }),
    under('no role', { roles: [] }),
    under('no claim of roles', { roles: undefined }),
    under('a role in capitals', { roles: ['MODERATOR'] }),
    under('a role within a longer word', { roles: 'moderators' }),
    under('a role within a list within the list', { roles: [['moderator']] }),
    under('roles as an object', { roles: { has: 'moderator', moderator: true, length: 1, 0: 'moderator' } }),
  ];
}
