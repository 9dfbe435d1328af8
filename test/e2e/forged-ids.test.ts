import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toCursor } from '../../src/graphql/page/cursor.js';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { toStreamId } from '../../src/stream/address.js';
import { type AnswerError, startGateway, type TestGateway } from '../support/gateway.js';
import { createDatabase, type Database, hasPostgres } from '../support/postgres.js';
import { START_BULK_RESUME } from '../support/queries.js';

const { domainName, appName, streamName } = DEMO_STREAM;
const ACTIONS = `query ($after: String) {
  liveStream(domainName: "${domainName}", appName: "${appName}", streamName: "${streamName}") {
    actions(after: $after) { edges { node { id } } }
  }
}`;
const FORBIDDEN = `query ($after: String) {
  liveDomain(name: "${domainName}") { forbiddenStreams(after: $after) { edges { node { id } } } }
}`;
const ITEMS =
  'query ($id: ID!, $after: String) { bulkResume(id: $id) { items(after: $after) { edges { cursor } } } }';

/** Keys that are in no cursor of the gateway, and ids that no job of the gateway has. */
const FORGED: Readonly<Record<string, string>> = {
  'a NUL': '\0',
  'a NUL in digits': '000\u00001',
  'half a surrogate pair': '\ud800',
  'a number beyond an integer': '99999999999999999999',
  'a number beyond 32 bits': '2147483648',
  'a fraction': '1.5',
  infinity: '1e999',
  'a negative number': '-1',
  nothing: '',
  'a long text': 'x'.repeat(10_000),
  SQL: "' or 1 = 1 --",
};

const databases = {
  SQLite: () => Promise.resolve(undefined),
  ...(hasPostgres && { PostgreSQL: createDatabase }),
};

describe.each(Object.entries(databases))('a forged key, with %s', (_name, open) => {
  let database: Database | undefined;
  let gateway: TestGateway;
  let jobId: string;
  beforeAll(async () => {
    database = await open();
    gateway = await startGateway(database === undefined ? {} : { DATABASE_URL: database.gatewayUrl() });
    const input = { domainName, streams: [{ appName, streamName }] };
    const { body } = await gateway.post(START_BULK_RESUME, { input });
    jobId = (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume.id;
  });
  afterAll(async () => {
    await gateway.close();
    await database?.drop();
  });

  const errorsOf = async (query: string, variables: object): Promise<readonly AnswerError[]> => {
    const { body } = await gateway.post(query, { ...variables });
    return body.errors ?? [];
  };
  const refused = (path: string): unknown[] => [
    expect.objectContaining({
      extensions: expect.objectContaining({
        code: 'BAD_USER_INPUT',
        violations: [expect.objectContaining({ path, rule: 'cursor' })],
      }),
    }),
  ];

  test.each(Object.entries(FORGED))('is refused in a cursor of actions or items: %s', async (_what, key) => {
    const ofActions = toCursor(['actions', toStreamId(DEMO_STREAM)], [key]);
    const isText = /^[\w-]{1,64}$/.test(key);
    expect(await errorsOf(ACTIONS, { after: ofActions })).toEqual(isText ? [] : refused('after'));
    const ofItems = toCursor(['items', jobId, ''], [key]);
    expect(await errorsOf(ITEMS, { id: jobId, after: ofItems })).toEqual(refused('after'));
  });

  test.each([
    ['of the wrong length', toCursor(['forbidden', domainName, ''], ['live'])],
    ['that is no list', Buffer.from('{"a":1}').toString('base64url')],
    ['with a key of numbers', Buffer.from(`[["forbidden","${domainName}",""],[1,2]]`).toString('base64url')],
    [
      'of another encoding',
      Buffer.from(`[["forbidden","${domainName}",""],["a","b"]]`).toString('base64') + '=',
    ],
    ['that is huge', toCursor(['forbidden', domainName, ''], ['live', 'x'.repeat(50_000)])],
    ['with a NUL', toCursor(['forbidden', domainName, ''], ['live', '\0'])],
  ])('is refused in a cursor of streams: one %s', async (_what, after) => {
    expect(await errorsOf(FORBIDDEN, { after })).toEqual(refused('after'));
  });

  test.each(Object.entries(FORGED))('names no job: %s', async (_what, id) => {
    const read = await gateway.post('query ($id: ID!) { bulkResume(id: $id) { id } }', { id });
    expect(read.body).toEqual({ data: { bulkResume: null } });
    const cancelled = await errorsOf(
      'mutation ($id: ID!) { cancelBulkResume(input: { id: $id }) { bulkResume { id } } }',
      { id },
    );
    expect(cancelled.map(({ extensions }) => extensions['code'])).toEqual(['JOB_NOT_FOUND']);
  });
});
