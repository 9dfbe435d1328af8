import { ask, send } from './exchange.js';
import { hostile, type HostileCase } from './hostile-case.js';

const MINE = '(domainName: "push.example.com", appName: "live", streamName: "match-42")';
const RESUME =
  'resumeLiveStream(input: { domainName: "push.example.com", appName: "live", streamName: "match-42" })';

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

const refused = (title: string, code: string, query: string): HostileCase =>
  hostile(title, 400, code, (target) => ask(target, query));
const tooComplex = (title: string, query: string): HostileCase =>
  refused(title, 'REQUEST_TOO_COMPLEX', query);
const invalid = (title: string, query: string): HostileCase =>
  refused(title, 'GRAPHQL_VALIDATION_FAILED', query);

/** Each fragment spreads the next one twice. Expanded, the document has two to the power of `levels` fields. */
const bomb = (levels: number): string =>
  times(levels, (i) => `fragment F${i} on LiveStream { ...F${i + 1} ...F${i + 1} }`) +
  ` fragment F${levels} on LiveStream { id }`;

/** Documents that select more than a client needs. */
export const DOCUMENT_CASES: readonly HostileCase[] = [
  tooComplex('alias flood', `{ ${times(31, (i) => `a${i}: __typename`)} }`),
  hostile('alias flood, a client that knows application/json only', 200, 'REQUEST_TOO_COMPLEX', (target) =>
    ask(target, `{ ${times(31, (i) => `a${i}: __typename`)} }`, undefined, { accept: 'application/json' }),
  ),
  tooComplex('depth bomb', `{ ${'__schema { types { '.repeat(10)} name ${'} }'.repeat(10)} }`),
  tooComplex(
    'depth bomb through fragments',
    `{ __schema { types { ...T0 } } } ${times(20, (i) =>
      i < 19 ? `fragment T${i} on __Type { ofType { ...T${i + 1} } }` : `fragment T${i} on __Type { name }`,
    )}`,
  ),
  tooComplex('depth bomb that the parser has to climb', `${'{a'.repeat(900)}${'}'.repeat(900)}`),
  tooComplex('token flood', `{ ${'__typename '.repeat(2_001)} }`),
  tooComplex('token flood without sense', '!'.repeat(50_000)),
  tooComplex('text flood in comments', `${'#\n'.repeat(60_000)}{ __typename }`),
  tooComplex('directive flood', `{ __typename ${'@skip(if: true) '.repeat(51)} }`),
  tooComplex('duplicate fields', `{ liveStream${MINE} { ${'id '.repeat(600)} } }`),
  tooComplex(
    'duplicate fields in a fragment nobody uses',
    `{ __typename } fragment F on LiveStream { ${'id '.repeat(600)} }`,
  ),
  tooComplex('fragment bomb', `{ liveStream${MINE} { ...F0 } } ${bomb(60)}`),
  invalid(
    'fragment bomb of nothing, in a circle',
    `{ liveStream${MINE} { ...F0 } } ${times(
      40,
      (i) => `fragment F${i} on LiveStream { ...F${(i + 1) % 40} ...F${(i + 2) % 40} }`,
    )}`,
  ),
  invalid('a fragment within itself', `{ liveStream${MINE} { ...F } } fragment F on LiveStream { id ...F }`),
  tooComplex('26 resumes by aliases', `mutation { ${times(26, (i) => `a${i}: ${RESUME} { requestId }`)} }`),
  tooComplex('26 resumes by one name', `mutation { ${times(26, () => `${RESUME} { requestId }`)} }`),
  tooComplex(
    '26 resumes, all but one skipped',
    `mutation { ${times(26, (i) => `a${i}: ${RESUME} ${i > 0 ? '@skip(if: true)' : ''} { requestId }`)} }`,
  ),
  tooComplex(
    '26 resumes in a fragment spread twice',
    `mutation { ...F ... { ...F } } fragment F on Mutation { ${times(
      13,
      (i) => `a${i}: ${RESUME} { requestId }`,
    )} }`,
  ),
  tooComplex(
    '26 resumes in two operations',
    `mutation A { ${times(13, (i) => `a${i}: ${RESUME} { requestId }`)} } mutation B { ${times(13, (i) => `b${i}: ${RESUME} { requestId }`)} }`,
  ),
  invalid('an unknown field', '{ secrets }'),
  invalid('an unknown mutation among resumes', `mutation { ${RESUME} { requestId } dropTables }`),
  invalid('a subscription, which nobody offers', 'subscription { liveStream }'),
  refused('no GraphQL at all', 'GRAPHQL_PARSE_FAILED', '{ liveStream('),
  refused('a document that ends in half a text', 'GRAPHQL_PARSE_FAILED', '{ a(b: "'),
  refused(
    'two operations and no name',
    'OPERATION_RESOLUTION_FAILURE',
    'query A { __typename } query B { __typename }',
  ),
  hostile('a query that is no text', 400, 'BAD_REQUEST', (target) =>
    send(target, { body: '{"query":{"kind":"Document"}}' }),
  ),
  hostile('variables of 2 MiB', 413, 'BAD_REQUEST', (target) =>
    ask(target, 'query($a: String) { __typename }', { a: 'x'.repeat(2 * 1024 * 1024) }),
  ),
  hostile('a stream name of 900 KiB', 200, 'BAD_USER_INPUT', (target) =>
    ask(target, 'mutation($i: ResumeLiveStreamInput!) { resumeLiveStream(input: $i) { requestId } }', {
      i: { domainName: 'push.example.com', appName: 'live', streamName: 'x'.repeat(900 * 1024) },
    }),
  ),
  hostile('variables nested 100,000 deep', 400, 'BAD_REQUEST', (target) =>
    send(target, {
      body: `{"query":"mutation($i: ResumeLiveStreamInput!) { resumeLiveStream(input: $i) { requestId } }","variables":{"i":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    }),
  ),
  hostile('a variable with __proto__', 400, 'BAD_USER_INPUT', (target) =>
    send(target, {
      body: '{"query":"mutation($i: ResumeLiveStreamInput!) { resumeLiveStream(input: $i) { requestId } }","variables":{"i":{"__proto__":{"domainName":"push.example.com","appName":"live","streamName":"match-42"}}}}',
    }),
  ),
  hostile('a document by a hash nobody has registered', 200, 'PERSISTED_QUERY_NOT_SUPPORTED', (target) =>
    send(target, {
      body: `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'0'.repeat(64)}"}}}`,
    }),
  ),
];
