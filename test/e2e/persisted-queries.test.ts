import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type GraphqlAnswer, type TestGateway } from '../support/gateway.js';
import { openRawSocket } from '../support/raw-socket-client.js';

const RESUME = `mutation { resumeLiveStream(input: {
  domainName: "push.example.com", appName: "live", streamName: "match-42"
}) { requestId } }`;
const TEXT = '{ __typename }';
const HASH = 'a'.repeat(64);

/** A request in the three transports that carry operations. A WebSocket needs a document, which may be empty. */
const TRANSPORTS: Readonly<Record<string, (to: TestGateway, body: object) => Promise<GraphqlAnswer>>> = {
  async HTTP({ url, token }, body) {
    const response = await post(url, token, 'application/json', body);
    return (await response.json()) as GraphqlAnswer;
  },
  async 'Server-Sent Events'({ url, token }, body) {
    const text = await (await post(url, token, 'text/event-stream', body)).text();
    return JSON.parse(/event: next\ndata: (?<json>.*)\n/.exec(text)?.groups?.['json'] ?? '') as GraphqlAnswer;
  },
  async WebSocket({ url, token }, body) {
    const socket = await openRawSocket(url);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await socket.read();
    socket.send({ type: 'subscribe', id: '1', payload: { query: '', ...body } });
    const { type, payload } = (await socket.read()) as { type: string; payload: unknown };
    return (type === 'error' ? { errors: payload } : payload) as GraphqlAnswer;
  },
};

function post(url: string, token: string | undefined, accept: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
}

/** The answer over each transport. The correlation id differs, so it is left out. */
async function askAll(gateway: TestGateway, body: object): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const ask of Object.values(TRANSPORTS)) {
    const { data, errors } = await ask(gateway, body);
    answers.push(
      errors?.map(({ message, extensions: { correlationId: _, ...extensions } }) => ({
        message,
        extensions,
      })) ?? data,
    );
  }
  return answers;
}

const apq = (persistedQuery: unknown): object => ({ extensions: { persistedQuery } });
const onAll = (answer: unknown): unknown[] => Object.keys(TRANSPORTS).map(() => answer);
const refused = (code: string): unknown[] =>
  onAll([{ message: expect.any(String), extensions: { code, retryable: false } }]);
const NOT_SUPPORTED = onAll([
  {
    message: 'PersistedQueryNotSupported',
    extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', retryable: false },
  },
]);

describe('without trusted documents, over every transport', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterEach(() => {
    gateway.emulator.reset();
  });
  afterAll(() => gateway.close());

  test.each([
    ['a hash alone', apq({ version: 1, sha256Hash: HASH })],
    ['a hash with its document', { ...apq({ version: 1, sha256Hash: HASH }), query: TEXT }],
    ['a hash with a mutation', { ...apq({ version: 1, sha256Hash: HASH }), query: RESUME }],
    ['a persisted query without a hash', { ...apq({}), query: RESUME }],
    ['a persisted query that is no object', { ...apq('x'), query: RESUME }],
  ])('%s is PERSISTED_QUERY_NOT_SUPPORTED, and nothing is executed', async (_name, body) => {
    expect(await askAll(gateway, body)).toEqual(NOT_SUPPORTED);
    expect(gateway.emulator.calls()).toEqual([]);
  });

  test.each([
    ['no document and no hash', { variables: {} }],
    ['an id of a document', { documentId: HASH }],
    ['a hash that is null', apq(null)],
  ])('%s is BAD_REQUEST', async (_name, body) => {
    expect(await askAll(gateway, body)).toEqual(refused('BAD_REQUEST'));
  });

  test.each([
    ['null as a hash', apq(null)],
    ['other extensions', { extensions: { client: { name: 'front end' } } }],
    ['null as extensions', { extensions: null }],
  ])('a document with %s is executed', async (_name, body) => {
    expect(await askAll(gateway, { query: TEXT, ...body })).toEqual(onAll({ __typename: 'Query' }));
  });
});

describe('with trusted documents, over every transport', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'persisted-')), 'manifest.json');
    writeFileSync(path, JSON.stringify({ [`sha256:${HASH}`]: TEXT }));
    gateway = await startGateway({ TRUSTED_DOCUMENTS: path });
  });
  afterAll(() => gateway.close());

  test.each([
    ['its hash', apq({ version: 1, sha256Hash: HASH })],
    ['its hash and its text', { ...apq({ version: 1, sha256Hash: HASH }), query: TEXT }],
    ['its id', { documentId: HASH }],
    ['its text', { query: TEXT }],
  ])('a document of the manifest is executed by %s', async (_name, body) => {
    expect(await askAll(gateway, body)).toEqual(onAll({ __typename: 'Query' }));
  });

  test.each([
    ['an unknown hash', 'PERSISTED_QUERY_NOT_FOUND', apq({ version: 1, sha256Hash: 'b'.repeat(64) })],
    [
      'an unknown hash with a document',
      'PERSISTED_QUERY_NOT_FOUND',
      { ...apq({ version: 1, sha256Hash: 'b'.repeat(64) }), query: TEXT },
    ],
    ['a document that is not in the manifest', 'BAD_REQUEST', { query: RESUME }],
  ])('%s is %s', async (_name, code, body) => {
    expect(await askAll(gateway, body)).toEqual(refused(code));
    expect(gateway.emulator.calls()).toEqual([]);
  });
});
