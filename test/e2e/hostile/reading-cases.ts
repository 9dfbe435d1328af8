import { ask } from './exchange.js';
import { hostile, type HostileCase } from './hostile-case.js';

const MINE = 'push.example.com';
const THEIRS = 'push.brand-b.example.com';

const FORBID = 'mutation($i: ForbidLiveStreamInput!) { forbidLiveStream(input: $i) { requestId } }';
const DOMAIN = 'query($n: String!) { liveDomain(name: $n) { name streamingDomain } }';
const LISTS = 'query($n: String!) { liveDomain(name: $n) { forbiddenStreams { totalCount } } }';
const ENTITIES = `query($r: [_Any!]!) { _entities(representations: $r) {
  ... on LiveDomain { name onlineStreams { totalCount } } ... on LiveStream { status }
} }`;

const forbid = (title: string, code: string, changed: object, status = 200): HostileCase =>
  hostile(`forbid: ${title}`, status, code, (target) =>
    ask(target, FORBID, { i: { domainName: MINE, appName: 'live', streamName: 'match-42', ...changed } }),
  );
const domain = (title: string, code: string, name: string, query = DOMAIN): HostileCase =>
  hostile(`liveDomain: ${title}`, 200, code, (target) => ask(target, query, { n: name }));
const entities = (title: string, code: string, ...references: readonly unknown[]): HostileCase =>
  hostile(`_entities: ${title}`, 200, code, (target) => ask(target, ENTITIES, { r: references }));

/** Requests for states and lists that must not be shown, and for forbids that must not be made. */
export const READING_CASES: readonly HostileCase[] = [
  forbid('without a grant for it', 'FORBIDDEN', {}),
  forbid('every app', 'BAD_USER_INPUT', { appName: '*' }),
  forbid('until yesterday', 'BAD_USER_INPUT', { until: '2020-01-01T00:00:00Z' }),
  forbid('until what is no time', 'BAD_USER_INPUT', { until: 'match-42' }, 400),
  forbid('until an object', 'BAD_USER_INPUT', { until: { $gt: '' } }, 400),
  domain('of another brand', 'FORBIDDEN', THEIRS),
  domain('of another brand, with lists', 'FORBIDDEN', THEIRS, LISTS),
  domain('of another brand in capitals', 'FORBIDDEN', 'PUSH.BRAND-B.EXAMPLE.COM'),
  domain('a streaming domain, whose ingest domain is granted', 'FORBIDDEN', 'live.example.com'),
  domain('a star', 'BAD_USER_INPUT', '*'),
  domain('a path', 'BAD_USER_INPUT', `${MINE}/live`),
  entities('a domain of another brand', 'FORBIDDEN', { __typename: 'LiveDomain', name: THEIRS }),
  entities('a domain whose name is an object', 'BAD_USER_INPUT', { __typename: 'LiveDomain', name: {} }),
  entities('a type that is no entity', 'BAD_USER_INPUT', { __typename: 'LiveCallBudget' }),
  entities('a type of the prototype', 'BAD_USER_INPUT', { __typename: '__proto__' }),
  entities('no type', 'BAD_USER_INPUT', { name: MINE }),
  entities('a number', 'BAD_USER_INPUT', 7),
  entities('a list', 'BAD_USER_INPUT', []),
  hostile('_entities: more than a thousand', 400, 'REQUEST_TOO_COMPLEX', (target) =>
    ask(target, ENTITIES, { r: Array(1_001).fill({ __typename: 'LiveDomain', name: MINE }) }),
  ),
];
