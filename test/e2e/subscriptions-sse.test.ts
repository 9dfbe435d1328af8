import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from '../emulator/support/until.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { subscribeBySse } from '../support/subscribers.js';

const jobs = new MemoryBulkResumes();
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({}, { bulkResumes: jobs });
});
beforeEach(() => {
  gateway.emulator.reset();
});
afterAll(() => gateway.close());

const PROGRESS = 'subscription ($id: ID!) { bulkResumeProgress(id: $id) { id resumed state } }';
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function ask(body: object | string, headers: Record<string, string> = {}): Promise<Got> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${gateway.token}`,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function get(parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Got> {
  const url = `${gateway.url}?${new URLSearchParams(parameters)}`;
  const all = { accept: 'text/event-stream', authorization: `Bearer ${gateway.token}`, ...headers };
  const response = await fetch(url, { headers: all });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function startJob(of = gateway): Promise<string> {
  const streams = [{ appName: 'live', streamName: 'a' }];
  const { body } = await of.post(START, { input: { domainName: 'push.example.com', streams } });
  return (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume.id;
}

describe('an event stream', () => {
  test('has the format of graphql-sse, and no cache or proxy buffers it', async () => {
    const { status, headers, text } = await ask({ query: '{ __typename }' });
    expect(status).toBe(200);
    expect(text).toBe(
      ':\n\nevent: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\ndata:\n\n',
    );
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-accel-buffering')).toBe('no');
    expect(headers.get('x-correlation-id')).toMatch(/./);
  });

  test('also answers a GET, which some gateways in front use', async () => {
    const id = await startJob();
    jobs.settle(id, 'RESUMED');
    const { text } = await get({ query: PROGRESS, variables: JSON.stringify({ id }) });
    expect(text).toBe(
      `:\n\nevent: next\ndata: {"data":{"bulkResumeProgress":{"id":"${id}","resumed":1,"state":"FINISHED"}}}\n\n` +
        'event: complete\ndata:\n\n',
    );
  });

  test.each([
    ['a document too large', { query: `{ ${'a: __typename '.repeat(40)} }` }, 'REQUEST_TOO_COMPLEX'],
    ['no document', {}, 'BAD_REQUEST'],
    ['no GraphQL', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: 'subscription { nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['variables that do not fit', { query: PROGRESS }, 'BAD_USER_INPUT'],
  ])('tells of %s in an event, as the protocol asks', async (_title, body, code) => {
    const { status, text } = await ask(body);
    expect(status).toBe(200);
    expect(text).toMatch(
      new RegExp(`^:\n\nevent: next\ndata: {"errors":\\[.*"code":"${code}".*\n\nevent: complete`),
    );
  });

  test('of a caller without a token has the error UNAUTHENTICATED', async () => {
    const { text } = await ask({ query: PROGRESS, variables: { id: 'x' } }, { authorization: 'Bearer bad' });
    expect(text).toContain('"code":"UNAUTHENTICATED"');
  });

  test.each([
    ['what is no JSON', () => ask('{'), 400],
    ['another content type', () => ask({}, { 'content-type': 'text/plain' }), 415],
    ['more than 1 MiB', () => ask({ query: 'x'.repeat(5 * 2 ** 20) }), 413],
    ['a GET with variables that are no JSON', () => get({ query: '{ __typename }', variables: '{' }), 400],
    [
      'a GET of a foreign page',
      () => get({ query: '{ __typename }' }, { origin: 'https://evil.example.com' }),
      403,
    ],
  ])('refuses %s by status', async (_title, send, status) => {
    const got = await send();
    expect(got.status).toBe(status);
    expect(got.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  test('a GET cannot run a mutation', async () => {
    const query =
      'mutation { resumeLiveStream(input: { domainName: "push.example.com", appName: "live", streamName: "a" }) { requestId } }';
    expect((await get({ query })).text).toContain('Send a mutation with POST.');
    expect(gateway.emulator.calls()).toEqual([]);
  });

  test('is sent to a client that prefers it, and a client that prefers JSON gets JSON', async () => {
    const { headers } = await ask(
      { query: '{ __typename }' },
      { accept: 'application/json, text/event-stream' },
    );
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });
});

test('a replica that stops ends it without a complete message, and graphql-sse continues with another replica', async () => {
  const leaving = await startGateway({}, { bulkResumes: jobs });
  const id = await startJob(leaving);
  const { url, token } = leaving;
  const raw = await fetch(url, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query: PROGRESS, variables: { id } }),
  });
  await until(() => jobs.watching === 1);
  const text = raw.text();
  await leaving.close();
  expect(await text).toMatch(/^:\n\nevent: next\n[^\n]*\n\n$/);
  expect(jobs.watching).toBe(0);

  const port = new URL(url).port;
  const watcher = subscribeBySse({
    url,
    token: undefined,
    query: PROGRESS,
    variables: { id },
    retryAttempts: 500,
  });
  const other = await startGateway({ PORT: port, AUTH_MODE: 'none' }, { bulkResumes: jobs });
  expect(await watcher.nth(1)).toMatchObject({ errors: [{ extensions: { code: 'JOB_NOT_FOUND' } }] });
  await other.close();
});
