import * as fc from 'fast-check';

/**
 * A marker in every value that is sent. No answer and no line of the log may contain it. It begins with a digit, so
 * that a document whose quotes are broken does not turn it into the name of a field, which errors may repeat.
 */
export const CANARY = '7f3aCANARY';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '*', '\0', '\ud800', '${7*7}', "' OR 1=1", '../../', '\r\n', `a"b`, ' at "x"; '),
);
const marked = text.map((value) => `${CANARY}${value}`);

const anyJson = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });

/** Damages a text: drops, doubles and changes characters. */
const mangled = (source: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      source,
      fc.nat(),
      fc.nat(6),
      fc.oneof(text, fc.constantFrom('{', '}', '(', '"', '$', '@', '...', ':')),
    )
    .map(([whole, at, length, put]) => {
      const start = whole.length === 0 ? 0 : at % whole.length;
      return whole.slice(0, start) + put + whole.slice(start + length);
    });

// ---- HTTP

const method = fc.constantFrom(
  'GET',
  'POST',
  'HEAD',
  'OPTIONS',
  'PUT',
  'post',
  'CONNECT',
  'BREW',
  '',
  'P\0ST',
);
const path = fc.constantFrom(
  '/graphql',
  '/graphql?query=%',
  '/graphql?query={__typename}&variables=%7B',
  '*',
  '//',
  '/health/live',
  '',
  '/health/ready?',
  '/graphql/../graphql',
  'http://x/graphql',
  '/%00',
  '/graphql#',
  `/${CANARY}`,
);
const version = fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9', '');
const header = fc.oneof(
  fc.constantFrom(
    'host: localhost',
    'host: 127.0.0.1',
    'host: evil.example',
    'host:',
    'connection: close',
    'content-length: 0',
    'content-length: 5',
    'content-length: -1',
    'content-length: 9e9',
    'transfer-encoding: chunked',
    'transfer-encoding: gzip, chunked',
    'transfer-encoding : chunked',
    'content-type: application/json',
    'content-type: ;;;',
    'content-encoding: br',
    'upgrade: websocket',
    'connection: upgrade',
    'expect: 100-continue',
    'expect: x',
    `authorization: Bearer ${CANARY}.a.b`,
    'accept: text/html',
    'accept: ,;q=2',
    'accept: */*',
    'cookie: a=b',
    `x-correlation-id: ${CANARY}!`,
  ),
  fc.tuple(text, text).map(([name, value]) => `${name}: ${value}`),
);
const bytes = fc.uint8Array({ maxLength: 60 }).map((all) => Buffer.from(all).toString('latin1'));
const content = fc.oneof(
  bytes,
  fc.constantFrom('{"query":"{__typename}"}', '5\r\nhello\r\n0\r\n\r\n', 'zz\r\n', ''),
);
const request = fc
  .tuple(method, path, version, fc.array(header, { maxLength: 8 }), content)
  .map(
    ([verb, where, which, headers, rest]) =>
      `${[`${verb} ${where} ${which}`, ...headers].join('\r\n')}\r\n\r\n${rest}`,
  );
/** Bytes, read as latin1. */
export const anyHttpBytes: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: request },
  { weight: 2, arbitrary: mangled(request) },
  { weight: 1, arbitrary: fc.tuple(request, request).map((both) => both.join('')) },
  { weight: 1, arbitrary: bytes },
);

// ---- JSON

const member = fc.constantFrom(
  'query',
  'variables',
  'operationName',
  'extensions',
  'documentId',
  'id',
  '__proto__',
);
const envelope = fc
  .array(fc.tuple(member, fc.oneof(anyJson, fc.constantFrom('{ __typename }', 'query A { __typename }'))), {
    maxLength: 5,
  })
  .map(
    (entries) =>
      `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`,
  );
const persisted = anyJson.map((value) =>
  JSON.stringify({ query: '{ __typename }', extensions: { persistedQuery: value } }),
);
export const anyBody: fc.Arbitrary<string> = fc.oneof(
  envelope,
  mangled(envelope),
  persisted,
  anyJson.map((value) => JSON.stringify(value)),
  fc.nat(2_000).map((depth) => `{"query":"{ __typename }","variables":${'['.repeat(depth)}`),
  fc
    .nat(2_000)
    .map((depth) => `{"query":"{ __typename }","variables":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`),
  text,
);

// ---- GraphQL

const name = fc.constantFrom(
  'liveStream',
  'resumeLiveStream',
  '_entities',
  '_service',
  '__schema',
  '__type',
  '__typename',
  'id',
  'sdl',
  'types',
  'name',
  'fields',
  'requestId',
  'stream',
  'appName',
  'constructor',
  '__proto__',
  'toString',
  'F',
  'G',
);
const literal: fc.Arbitrary<string> = fc.oneof(
  marked.map((value) => JSON.stringify(value)),
  marked.map((value) => `"""${value}"""`),
  fc.constantFrom(
    'null',
    'true',
    '1',
    '-0',
    '1e999',
    '99999999999999999999',
    'PUBLISHER',
    '$s',
    '$x',
    '{}',
    '[]',
    `[[${'['.repeat(50)}`,
  ),
  fc.constantFrom(
    `{ domainName: "${CANARY}.example.com", appName: "a", streamName: "s" }`,
    `[{ __typename: "${CANARY}" }]`,
  ),
);
const argument = fc
  .tuple(
    fc.constantFrom('input', 'domainName', 'appName', 'streamName', 'representations', 'name', 'if'),
    literal,
  )
  .map(([key, value]) => `${key}: ${value}`);
const { selection } = fc.letrec<{ selection: string; one: string }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 4 },
    name,
    fc
      .tuple(name, fc.array(argument, { maxLength: 3 }), fc.option(tie('selection'), { nil: '' }))
      .map(([field, given, within]) => `${field}${given.length > 0 ? `(${given.join(' ')})` : ''} ${within}`),
    fc.tuple(name, name).map((both) => both.join(': ')),
    fc.constantFrom('...F', '...G', '...F @skip(if: $s)', '__typename @include', 'id @nope(a: 1)'),
    tie('selection').map((within) => `... on LiveStream ${within}`),
    tie('selection').map((within) => `... on Mutation ${within}`),
  ),
  selection: fc.array(tie('one'), { minLength: 1, maxLength: 4 }).map((all) => `{ ${all.join(' ')} }`),
}));
const head = fc.constantFrom(
  '',
  'query',
  'mutation',
  'subscription',
  'query Q($s: String!)',
  'mutation M($s: String = 1)',
  'query ($s: [Nope!]!)',
  'fragment F on LiveStream',
  'fragment G on Query',
  'fragment F on Nope',
  'type Query',
  'extend schema',
  'directive @a on',
);
const definition = fc.tuple(head, selection).map((both) => both.join(' '));
const document = fc.array(definition, { minLength: 1, maxLength: 4 }).map((all) => all.join('\n'));
export const anyDocument: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: document },
  { weight: 2, arbitrary: mangled(document) },
  { weight: 1, arbitrary: text },
);

// ---- variables

const value = fc.oneof(
  marked,
  anyJson,
  fc.constantFrom('push.example.com', 'live', 'match-42', '*', 'PUBLISHER', null),
);
export const anyVariables: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      input: fc.record(
        {
          domainName: value,
          appName: value,
          streamName: value,
          liveStreamType: value,
          reason: value,
          [CANARY]: value,
        },
        { requiredKeys: ['domainName', 'appName', 'streamName'] },
      ),
    }),
  },
  { weight: 1, arbitrary: anyJson.map((input) => ({ input })) },
  { weight: 1, arbitrary: anyJson },
);

/** Selections for queries of states and lists, and for references of a supergraph. */
export const anyReading: fc.Arbitrary<unknown> = fc.record({
  name: fc.oneof(marked, fc.constantFrom('push.example.com', 'live.example.com')),
  first: fc.oneof(fc.integer(), fc.constantFrom(1, 50, 500)),
  after: value,
  appName: value,
  references: fc.array(
    fc.oneof(
      anyJson.filter((json) => json !== null),
      fc.record(
        {
          __typename: fc.constantFrom('LiveStream', 'LiveDomain', 'PageInfo', '_Any', CANARY),
          id: value,
          name: value,
          domainName: value,
          appName: value,
          streamName: value,
        },
        { requiredKeys: ['__typename'] },
      ),
    ),
    { maxLength: 4 },
  ),
});
