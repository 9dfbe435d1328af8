import { exchange, send, toBytes } from './exchange.js';
import { hostile, type HostileCase } from './hostile-case.js';

const BODY = JSON.stringify({ query: '{ __typename }' });
const LATIN_1 = '{"query":"{ __typename }","operationName":"\xff\xfe"}';
const NAME_QUERY = encodeURIComponent(
  'query($name: String!) { liveStream(domainName: "push.example.com", appName: "live", streamName: $name) { id } }',
);
const RESUME =
  'mutation { resumeLiveStream(input: { domainName: "push.example.com", appName: "live", streamName: "match-42" }) { requestId } }';

const typed = (
  title: string,
  contentType: string | undefined,
  body = JSON.stringify({ query: RESUME }),
): HostileCase =>
  hostile(title, 415, 'BAD_REQUEST', (target) =>
    send(target, { headers: { 'content-type': contentType }, body }),
  );
const method = (name: string): HostileCase =>
  hostile(`${name} /graphql`, 405, 'BAD_REQUEST', (target) => send(target, { method: name, body: BODY }));
const body = (title: string, text: string): HostileCase =>
  hostile(title, 400, 'BAD_REQUEST', (target) => send(target, { body: text }));
const host = (title: string, value: string): HostileCase =>
  hostile(title, 421, 'BAD_REQUEST', (target) => send(target, { headers: { host: value }, body: BODY }));

/** Requests that are refused before GraphQL is read, and clients that never finish a request. */
export const HTTP_CASES: readonly HostileCase[] = [
  body('a batch', `[${BODY},${BODY}]`),
  body('an empty batch', '[]'),
  body('a text as body', '"{ __typename }"'),
  body('null as body', 'null'),
  body('half of a JSON object', '{"query":"{ __typename }"'),
  body('an empty object', '{}'),
  hostile('GET of a mutation', 405, 'BAD_REQUEST', (target) =>
    send(target, {
      method: 'GET',
      path: `/graphql?query=${encodeURIComponent(RESUME)}`,
      headers: { 'apollo-require-preflight': '1' },
    }),
  ),
  hostile('GET from a foreign page (CSRF)', 400, 'BAD_REQUEST', (target) =>
    send(target, { method: 'GET', path: `/graphql?query=${encodeURIComponent('{ __typename }')}` }),
  ),
  hostile('GET with the query given twice', 400, 'BAD_REQUEST', (target) =>
    send(target, {
      method: 'GET',
      path: '/graphql?query=%7Ba%7D&query=%7Bb%7D',
      headers: { 'apollo-require-preflight': '1' },
    }),
  ),
  hostile('GET with a name that is not percent-encoded UTF-8', 400, 'BAD_REQUEST', (target) =>
    send(target, {
      method: 'GET',
      path: `/graphql?query=${NAME_QUERY}&variables=%7B%22name%22%3A%22match-%FF%22%7D`,
      headers: { 'apollo-require-preflight': '1' },
    }),
  ),
  hostile('GET of an alias flood', 400, 'REQUEST_TOO_COMPLEX', (target) =>
    send(target, {
      method: 'GET',
      path: `/graphql?query=${encodeURIComponent(`{${Array.from({ length: 31 }, (_, i) => `a${i}:__typename`).join(' ')}}`)}`,
      headers: { 'apollo-require-preflight': '1' },
    }),
  ),
  ...['variables', 'extensions'].map((name) =>
    hostile(`GET with ${name} of 65 levels`, 400, 'BAD_REQUEST', (target) =>
      send(target, {
        method: 'GET',
        path: `/graphql?query=%7B__typename%7D&${name}=${encodeURIComponent(`{"a":${'['.repeat(64)}${']'.repeat(64)}}`)}`,
        headers: { 'apollo-require-preflight': '1' },
      }),
    ),
  ),
  typed('a form post (CSRF)', 'application/x-www-form-urlencoded', `query=${encodeURIComponent(RESUME)}`),
  typed('a plain-text post (CSRF)', 'text/plain'),
  typed('a multipart post (CSRF)', 'multipart/form-data; boundary=x', '--x--'),
  typed('no content type', undefined),
  typed('JSON in UTF-16', 'application/json; charset=utf-16'),
  typed('JSON with a second type behind it', 'application/json, text/plain'),
  hostile('a compressed body', 415, 'BAD_REQUEST', (target) =>
    send(target, { headers: { 'content-encoding': 'gzip' }, body: BODY }),
  ),
  method('PUT'),
  method('DELETE'),
  method('PATCH'),
  method('TRACE'),
  hostile('a preflight of a foreign page', 403, 'BAD_REQUEST', (target) =>
    send(target, {
      method: 'OPTIONS',
      headers: { origin: 'https://attacker.example', 'access-control-request-method': 'POST' },
    }),
  ),
  host('another host', 'live.attacker.example'),
  host('another host with our port', 'live.attacker.example:4000'),
  host('a host that begins like ours', 'localhost.attacker.example'),
  host('a host with a user in front', '127.0.0.1@attacker.example'),
  host('an empty host', ''),
  hostile('two hosts', 400, 'BAD_REQUEST', (target) =>
    send(target, { headers: { host: ['localhost', 'attacker.example'] }, body: BODY }),
  ),
  hostile('no host', 400, 'BAD_REQUEST', (target) =>
    send(target, { headers: { host: undefined }, body: BODY }),
  ),
  hostile('another host in a target of absolute form', 421, 'BAD_REQUEST', (target) =>
    send(target, { path: 'http://attacker.example/graphql', body: BODY }),
  ),
  hostile('a target that is neither path nor address', 400, '', (target) =>
    send(target, { path: 'graphql', body: BODY }),
  ),
  hostile('a body of bytes that are no UTF-8', 400, 'BAD_REQUEST', (target) =>
    exchange(
      target.port,
      toBytes(target, { headers: { 'content-length': String(LATIN_1.length) }, body: LATIN_1 }),
      'latin1',
    ),
  ),
  hostile('an Accept header that takes no JSON, with a mutation', 406, 'BAD_REQUEST', (target) =>
    send(target, { headers: { accept: 'image/png' }, body: JSON.stringify({ query: RESUME }) }),
  ),
  hostile('extensions that are null inside', 400, 'BAD_REQUEST', (target) =>
    send(target, {
      body: JSON.stringify({
        query: 'subscription { bulkResumeProgress(id: "x") { id } }',
        extensions: { subscription: null },
      }),
    }),
  ),
  hostile('a path that climbs', 404, '', (target) =>
    send(target, { method: 'GET', path: '/../../etc/passwd' }),
  ),
  hostile('header bomb: one of 20 KiB', 431, '', (target) =>
    send(target, { headers: { 'x-padding': 'x'.repeat(20_000) }, body: BODY }),
  ),
  hostile('header bomb: 3,000 of them', 431, '', (target) =>
    send(target, {
      headers: Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`x-${i}`, '1'])),
      body: BODY,
    }),
  ),
  hostile('Content-Length and Transfer-Encoding (smuggling)', 400, '', (target) =>
    send(target, { headers: { 'transfer-encoding': 'chunked' }, body: BODY }),
  ),
  hostile('two lengths (smuggling)', 400, '', (target) =>
    send(target, { headers: { 'content-length': ['5', '27'] }, body: BODY }),
  ),
  hostile('a length that is no number', 400, '', (target) =>
    send(target, { headers: { 'content-length': '+27' }, body: BODY }),
  ),
  hostile('a length of 10 TiB', 413, 'BAD_REQUEST', (target) =>
    send(target, { headers: { 'content-length': '10995116277760' }, body: BODY }),
  ),
  hostile('chunks whose size is no number', 400, '', (target) =>
    exchange(
      target.port,
      `${toBytes(target, { headers: { 'transfer-encoding': 'chunked' } })}zz\r\n${BODY}\r\n0\r\n\r\n`,
    ),
  ),
  hostile('a line break in a header', 400, '', (target) =>
    send(target, { headers: { 'x-correlation-id': 'a\nx-injected: 1' }, body: BODY }),
  ),
  hostile('a NUL in a header', 400, '', (target) => send(target, { headers: { 'x-a': '\0' }, body: BODY })),
  hostile('an unknown Expect', 417, '', (target) =>
    send(target, { headers: { expect: 'the-best' }, body: BODY }),
  ),
  hostile('the preface of HTTP/2', 400, '', ({ port }) => exchange(port, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')),
  hostile('TLS to a port without it', 400, '', ({ port }) =>
    exchange(port, '\x16\x03\x01\x02\x00\x01\x00', 'latin1'),
  ),
  hostile('slow headers', 408, '', ({ port }) =>
    exchange(port, 'POST /graphql HTTP/1.1\r\nhost: localhost\r\n'),
  ),
  hostile('a slow body', 408, '', (target) =>
    send(target, { headers: { 'content-length': '1000' }, body: BODY }),
  ),
  hostile('a connection on which nothing is said', 408, '', ({ port }) => exchange(port, '')),
];
