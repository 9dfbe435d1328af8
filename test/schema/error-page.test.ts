import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ERROR_CODES } from '../../src/stream/error-codes.js';
import { ANSWER_ROWS, SYMPTOM_ROWS } from '../../src/upstream/error-table.js';
import { EXAMPLE, toErrorPage } from '../../tools/error-page.js';
import { CHINESE_ERROR_PAGE } from '../../tools/error-page-zh.js';
import { PROTOCOL_ROWS } from '../../tools/protocol-codes.js';
import { type GraphqlAnswer, startGateway, type TestGateway } from '../support/gateway.js';

const tables = {
  codes: ERROR_CODES,
  answers: ANSWER_ROWS,
  symptoms: SYMPTOM_ROWS,
  protocol: PROTOCOL_ROWS,
};
const page = toErrorPage(tables);

test('docs/errors.md matches the tables (npm run artefacts writes it)', () => {
  expect(readFileSync('docs/errors.md', 'utf8')).toBe(page);
});

test('docs/zh/errors.md also matches the tables', () => {
  const chinese = toErrorPage(tables, CHINESE_ERROR_PAGE);
  expect(readFileSync('docs/zh/errors.md', 'utf8').replace(/^---\n[^]*?\n---\n\n/, '')).toBe(chinese);
});

test('no code is missing, and no row of the page is malformed', () => {
  const codes = [...Object.keys(ERROR_CODES), ...PROTOCOL_ROWS.map(({ code }) => code)];
  expect(codes.filter((code) => !page.includes(`\n| \`${code}\` |`))).toEqual([]);
  const rows = page.split('\n').filter((line) => line.startsWith('|'));
  expect(rows.filter((line) => !/^\|( [^|]+ \|){3,4}$/.test(line))).toEqual([]);
});

describe('the statements of the page about HTTP are true', () => {
  let gateway: TestGateway;
  let trusting: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
    trusting = await startGateway({ TRUSTED_DOCUMENTS: 'schema/client/persisted-documents.json' });
  });
  afterAll(() => Promise.all([gateway.close(), trusting.close()]));

  const MODERN = 'application/graphql-response+json';
  const post = async (
    url: string,
    body: string,
    accept: string,
  ): Promise<{ status: number; body: GraphqlAnswer }> => {
    const headers = { 'content-type': 'application/json', accept };
    const response = await fetch(url, { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as GraphqlAnswer };
  };

  const BODIES: Readonly<Record<string, string>> = {
    GRAPHQL_PARSE_FAILED: '{"query":"{ "}',
    GRAPHQL_VALIDATION_FAILED: '{"query":"{ nothingOfThatName }"}',
    REQUEST_TOO_COMPLEX: JSON.stringify({ query: `{ ${'__typename '.repeat(2_500)} }` }),
    OPERATION_RESOLUTION_FAILURE: '{"query":"query A { __typename } query B { __typename }"}',
    PERSISTED_QUERY_NOT_FOUND: '{"documentId":"sha256:00"}',
    PERSISTED_QUERY_NOT_SUPPORTED: '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}',
    BAD_REQUEST: '[]',
  };

  test.each(PROTOCOL_ROWS)('$code, with its statuses', async ({ code, status: [legacy, modern] }) => {
    const extensions = { code, retryable: false, correlationId: expect.any(String) };
    const { url } = code === 'PERSISTED_QUERY_NOT_FOUND' ? trusting : gateway;
    for (const [accept, expected] of [
      ['application/json', legacy],
      [MODERN, modern],
    ] as const) {
      const { status, body } = await post(url, BODIES[code] ?? '', accept);
      expect(body.errors).toEqual([expect.objectContaining({ extensions })]);
      expect(String(status)).toMatch(new RegExp(`^${expected.replaceAll('x', '\\d')}$`));
    }
  });

  const json = { 'content-type': 'application/json' };
  const foreign = { accept: 'text/event-stream', origin: 'https://evil.example.com' };
  const subscription = 'subscription { bulkResumeProgress(id: "x") { id } }';
  test.each<[string, string, RequestInit, number]>([
    ['a batch', '', { body: '[]' }, 400],
    ['a GET that a foreign page could make', '?query={__typename}', { method: 'GET', headers: {} }, 400],
    ['JSON that nests too deep', '', { body: `{"variables":${'['.repeat(100)}${']'.repeat(100)}}` }, 400],
    ['a preflight of a page of another origin', '', { method: 'OPTIONS', headers: foreign }, 403],
    ['an Accept header without JSON', '', { body: '{}', headers: { ...json, accept: 'image/png' } }, 406],
    [
      'an event stream by GET from a page of another origin',
      '?query={__typename}',
      { method: 'GET', headers: foreign },
      403,
    ],
    ['another method', '', { method: 'PUT', body: '{}' }, 405],
    ['an Accept header without JSON', '', { body: '{}', headers: { accept: 'image/png' } }, 406],
    ['a body over 1 MiB', '', { body: ' '.repeat(2 ** 20 + 1) }, 413],
    ['another content type', '', { body: '{}', headers: { 'content-type': 'text/plain' } }, 415],
  ])('BAD_REQUEST is the code of %s, with the status of its row', async (_title, search, init, status) => {
    const row = PROTOCOL_ROWS.find(({ code }) => code === 'BAD_REQUEST');
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${gateway.token}`,
    };
    const response = await fetch(`${gateway.url}${search}`, { method: 'POST', headers, ...init });
    expect(response.status).toBe(status);
    expect(row?.when).toContain(`Status ${status}`);
    const { errors } = (await response.json()) as GraphqlAnswer;
    expect(errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_REQUEST' }) }),
    ]);
  });

  test('BAD_REQUEST is the code of a subscription in an ordinary request with a token', async () => {
    const { status, body } = await gateway.post(subscription);
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions['code']).toBe('BAD_REQUEST');
  });

  test('the example equals the answer to a client, except for the two ids', async () => {
    const { status, body } = await gateway.post(
      'mutation ($input: ResumeLiveStreamInput!) { resumeLiveStream(input: $input) { requestId } }',
      { input: { domainName: 'push.unknown.example.com', appName: 'live', streamName: 'match-42' } },
    );
    expect(status).toBe(200);
    const [error] = EXAMPLE.errors;
    const ids = { requestId: expect.any(String), correlationId: expect.any(String) };
    expect(body).toEqual({
      ...EXAMPLE,
      errors: [{ ...error, extensions: { ...error?.extensions, ...ids } }],
    });
  });
});
