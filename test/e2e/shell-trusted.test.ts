import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/gateway.js';

const MANIFEST = 'schema/client/persisted-documents.json';
const STREAM = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
/** A document of the manifest that the client preset created from live-stream.graphql, and its hash. */
const TEXT =
  'query LiveStream($appName: String!, $domainName: String!, $streamName: String!) { liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) { id } }';
const HASH = 'a'.repeat(64);

const folder = mkdtempSync(join(tmpdir(), 'trusted-'));
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('with trusted documents', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    const path = write('manifest.json', JSON.stringify({ [`sha256:${HASH}`]: TEXT }));
    gateway = await startGateway({ TRUSTED_DOCUMENTS: path });
  });
  afterAll(() => gateway.close());

  async function ask(body: object): Promise<{ status: number; text: string }> {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.token}` },
      body: JSON.stringify({ variables: STREAM, ...body }),
    });
    return { status: response.status, text: await response.text() };
  }
  const apq = (sha256Hash: unknown): object => ({
    extensions: { persistedQuery: { version: 1, sha256Hash } },
  });
  const answered = { status: 200, text: expect.stringMatching(/^\{"data":\{"liveStream":\{"id":"/) };

  test.each([
    ['its id', { documentId: `sha256:${HASH}` }],
    ['its hash', { documentId: HASH }],
    ['its hash as Apollo’s clients send it', apq(HASH)],
    ['its text', { query: TEXT }],
    ['its text in other whitespace', { query: `# a comment\n${TEXT.replaceAll(' ', '\n  ')}` }],
    ['its hash and its text', { documentId: HASH, query: TEXT }],
    ['its text and the operation’s name', { query: TEXT, operationName: 'LiveStream' }],
  ])('answers a document by %s', async (_, body) => {
    expect(await ask(body)).toEqual(answered);
  });

  test('answers a document by its id with GET', async () => {
    const search = new URLSearchParams({ documentId: HASH, variables: JSON.stringify(STREAM) });
    const headers = { 'apollo-require-preflight': '1', authorization: `Bearer ${gateway.token}` };
    const response = await fetch(`${gateway.url}?${search}`, { headers });
    expect({ status: response.status, text: await response.text() }).toEqual(answered);
  });

  test.each([
    ['another text', 'BAD_REQUEST', { query: '{ __typename }' }],
    ['the schema of a subgraph', 'BAD_REQUEST', { query: '{ _service { sdl } }' }],
    ['a text with one more field', 'BAD_REQUEST', { query: TEXT.replace('{ id }', '{ id appName }') }],
    ['no GraphQL', 'BAD_REQUEST', { query: '{"' }],
    ['an unknown hash', 'PERSISTED_QUERY_NOT_FOUND', { documentId: 'b'.repeat(64) }],
    [
      'an unknown hash with its text',
      'PERSISTED_QUERY_NOT_FOUND',
      { ...apq('b'.repeat(64)), query: '{ __typename }' },
    ],
    ['a known hash with another text', 'BAD_REQUEST', { documentId: HASH, query: '{ __typename }' }],
    ['a name of every object', 'PERSISTED_QUERY_NOT_FOUND', { documentId: 'constructor' }],
    ['a hash that is no text', 'BAD_REQUEST', apq(7)],
    ['nothing', 'BAD_REQUEST', {}],
  ])('refuses %s', async (_, code, body) => {
    const { status, text } = await ask(body);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code, retryable: false } }] });
  });

  test('answers a client of Apollo’s protocol with the message of that protocol if a document is unknown', async () => {
    expect((await ask(apq('b'.repeat(64)))).text).toContain('"message":"PersistedQueryNotFound"');
  });
});

test('accepts the manifest of the typed documents', async () => {
  const gateway = await startGateway({ TRUSTED_DOCUMENTS: MANIFEST });
  const { status, body } = await gateway.post('{ __typename }');
  expect({ status, code: body.errors?.[0]?.extensions['code'] }).toEqual({
    status: 400,
    code: 'BAD_REQUEST',
  });
  await gateway.close();
});

test.each([
  ['is missing', join(folder, 'nowhere.json'), /cannot be read \(ENOENT\)$/],
  ['is no JSON', write('text.json', 'query { a }'), /is not JSON$/],
  ['is a list', write('list.json', '[]'), /not a JSON object/],
  ['is empty', write('empty.json', '{}'), /no document$/],
  ['holds what is no text', write('number.json', '{"h":1}'), /"h" is not a string$/],
  ['holds what is no GraphQL', write('broken.json', '{"h":"{"}'), /"h" is not a GraphQL document$/],
  [
    'holds a document above the limits',
    write('large.json', `{"h":"{${'a '.repeat(501)}}"}`),
    /"h".*at most 500/,
  ],
])('a manifest that %s stops the start with one line', async (_, path, message) => {
  const started = startGateway({ TRUSTED_DOCUMENTS: path });
  await expect(started).rejects.toThrow(message);
  await expect(started).rejects.toThrow(/^TRUSTED_DOCUMENTS: [^\n]*$/);
});
