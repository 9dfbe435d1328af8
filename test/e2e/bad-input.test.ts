import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { RESUME } from '../support/queries.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => {
  expect(gateway.emulator.calls()).toEqual([]);
  await gateway.close();
});

const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(gateway.url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

/** The violations of one input, by path and rule. */
async function violationsOf(input: Record<string, unknown>): Promise<string[]> {
  const { status, text, body } = await gateway.post(RESUME, { input });
  const extensions = body.errors?.[0]?.extensions;
  expect([status, extensions?.['code'], extensions?.['retryable']]).toEqual([200, 'BAD_USER_INPUT', false]);
  for (const value of Object.values(input))
    if (typeof value === 'string' && value.length > 4) expect(text).not.toContain(value);
  const violations = extensions?.['violations'] as { path: string; rule: string; message: string }[];
  return violations.map(({ path, rule }) => `${path} ${rule}`);
}

describe('a request that is not GraphQL is refused with a 4xx and a code', () => {
  test.each([
    ['malformed JSON', '{"query":', {}, 400],
    ['no JSON object', '"query"', {}, 400],
    ['null', 'null', {}, 400],
    ['a batch', '[{"query":"{__typename}"}]', {}, 400],
    ['no query', '{}', {}, 400],
    ['a query that is no text', '{"query":1}', {}, 400],
    ['variables that are no object', '{"query":"{__typename}","variables":"x"}', {}, 400],
    [
      'another content type',
      'query={__typename}',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
    ],
    ['text', '{"query":"{__typename}"}', { 'content-type': 'text/plain' }, 415],
    [
      'another charset',
      '{"query":"{__typename}"}',
      { 'content-type': 'application/json;charset=utf-16' },
      415,
    ],
    ['a body of 2 MiB', JSON.stringify({ query: 'x'.repeat(2 * 1024 * 1024) }), {}, 413],
  ])('%s', async (_what, body, headers, status) => {
    const response = await post(body, headers);
    const { errors } = (await response.json()) as { errors: { extensions: Record<string, unknown> }[] };
    expect(response.status).toBe(status);
    expect(errors[0]?.extensions).toEqual({
      code: 'BAD_REQUEST',
      retryable: false,
      correlationId: response.headers.get('x-correlation-id'),
    });
  });
});

describe('a value that does not match the schema is reported by code and path, never by value', () => {
  test.each([
    ['a null', { ...DEMO_STREAM, domainName: null }, 'input.domainName required'],
    ['a missing field', { appName: 'live', streamName: 'match-42' }, 'input.domainName required'],
    ['an unknown field', { ...DEMO_STREAM, dryRun: true }, 'input unknownField'],
    ['a wrong enum', { ...DEMO_STREAM, liveStreamType: 'SUBSCRIBER' }, 'input.liveStreamType type'],
    ['a number', { ...DEMO_STREAM, appName: 12345 }, 'input.appName type'],
  ])('%s', async (_what, input, expected) => {
    expect(await violationsOf(input)).toEqual([expected]);
  });

  test('a field that does not exist is a validation error, with status 200 for clients that accept plain JSON', async () => {
    const { status, body } = await gateway.post('{ nothing }');
    expect(status).toBe(200);
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      retryable: false,
    });
  });

  test('a literal of the document is not repeated', async () => {
    const { text } = await gateway.post('mutation { resumeLiveStream(input: "private-9f2") { requestId } }');
    expect(text).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(text).not.toContain('private-9f2');
  });
});

describe('names are checked before any call, and all violations are reported at once', () => {
  const surrogate = '\uD83D';
  test.each([
    ['everything empty', { domainName: '', appName: '', streamName: '' }, 3],
    ['300 characters', { ...DEMO_STREAM, appName: 'a'.repeat(300), streamName: '流'.repeat(300) }, 2],
    ['path characters', { ...DEMO_STREAM, appName: 'live/match', streamName: 'match?x=1' }, 2],
    ['white space', { ...DEMO_STREAM, appName: 'li ve-x', streamName: 'match\u3000-42' }, 2],
    ['control characters', { ...DEMO_STREAM, appName: 'live\u0000x', streamName: 'match\u0085-42' }, 2],
    ['replacement characters', { ...DEMO_STREAM, appName: 'li\ufffdve', streamName: 'caf\ufffd' }, 2],
    ['half a surrogate pair', { ...DEMO_STREAM, streamName: `match${surrogate}` }, 1],
    ['a wildcard inside an app', { ...DEMO_STREAM, appName: 'event-*' }, 1],
    ['a wildcard as stream', { ...DEMO_STREAM, streamName: '*' }, 1],
    ['a URL as domain', { ...DEMO_STREAM, domainName: 'rtmp://push.example.com' }, 1],
    ['a port', { ...DEMO_STREAM, domainName: 'push.example.com:1935' }, 1],
    ['a trailing dot', { ...DEMO_STREAM, domainName: 'push.example.com.' }, 1],
    ['a single label', { ...DEMO_STREAM, domainName: 'localhost' }, 1],
    ['a long reason', { ...DEMO_STREAM, reason: 'r'.repeat(501) }, 1],
  ])('%s', async (_what, input, count) => {
    expect(await violationsOf(input)).toHaveLength(count);
  });
});
