import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { toStreamId } from '../../src/stream/address.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const ENTITIES = `query ($references: [_Any!]!) {
  _entities(representations: $references) { ... on LiveStream { id domainName appName streamName } }
}`;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const reference = (fields: object): object => ({ __typename: 'LiveStream', ...fields });

describe('a LiveStream that a supergraph refers to', () => {
  test('is found by either key', async () => {
    const id = toStreamId(DEMO_STREAM);
    const references = [reference({ id }), reference(DEMO_STREAM)];
    const { body } = await gateway.post(ENTITIES, { references });
    expect(body).toEqual({
      data: {
        _entities: [
          { id, ...DEMO_STREAM },
          { id, ...DEMO_STREAM },
        ],
      },
    });
  });

  test('and that cannot be resolved is an error at its own path, and the others are returned', async () => {
    const references = [
      reference({ id: 'not-ours' }),
      reference({ id: 42 }),
      reference({ ...DEMO_STREAM, appName: null }),
      reference({ ...DEMO_STREAM, appName: '*' }),
      reference({}),
      reference(DEMO_STREAM),
    ];
    const { status, body } = await gateway.post(ENTITIES, { references });
    expect(status).toBe(200);
    const told = body.errors?.map(({ path, extensions }) => [path?.[1], extensions['code']]);
    expect(told).toEqual([0, 1, 2, 3, 4].map((index) => [index, 'BAD_USER_INPUT']));
    expect(body.data?.['_entities']).toEqual([
      null,
      null,
      null,
      null,
      null,
      expect.objectContaining(DEMO_STREAM),
    ]);
  });

  test('is not resolved without a token: there is one error, not one for each reference', async () => {
    const references = Array(1_000).fill(reference(DEMO_STREAM));
    const { body, text } = await gateway.post(ENTITIES, { references }, { authorization: undefined });
    expect(body.errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'UNAUTHENTICATED', retryable: false }),
      }),
    ]);
    expect(body.data).toBeNull();
    expect(text.length).toBeLessThan(1_000);
  });

  test('counts for the whole request, also with several aliases', async () => {
    const names = Array.from(
      { length: 30 },
      (_, n) => `e${n}: _entities(representations: $references) { __typename }`,
    );
    const query = `query ($references: [_Any!]!) { ${names.join(' ')} }`;
    const { body, text } = await gateway.post(query, { references: Array(1_000).fill({}) });
    expect(text.length).toBeLessThan(1_000_000);
    expect(body.errors).toHaveLength(1);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'REQUEST_TOO_COMPLEX', retryable: false });
  });
});

describe('the references in one request of a supergraph', () => {
  const STATUS = `query ($references: [_Any!]!) {
    _entities(representations: $references) {
      ... on LiveStream { id status publishedAt }
      ... on LiveDomain { name streamingDomain forbiddenStreams { totalCount } }
    }
  }`;
  const stream = (n: number, domainName: string) => ({
    domainName,
    appName: 'live',
    streamName: `stream-${n}`,
  });
  const DOMAINS = [0, 1, 2, 3, 4].map((n) => `push-${n}.example.com`);
  const emulator = createEmulator(
    demoWorld({
      domains: DOMAINS.map((ingest, n) => ({ ingest, streaming: `live-${n}.example.com` })),
      seed: {
        forbidden: DOMAINS.map((domainName) => stream(0, domainName)),
        online: DOMAINS.map((domainName) => stream(1, domainName)),
      },
    }),
  );
  let live: TestGateway;
  beforeEach(async () => {
    live = await startGateway({}, { emulator });
    emulator.reset();
  });
  afterEach(() => live.close());

  const ask = async (references: readonly object[]) => {
    const { body } = await live.post(STATUS, { references });
    return {
      errors: body.errors ?? [],
      entities: body.data?.['_entities'] as readonly unknown[] | undefined,
    };
  };
  /** By either key, in turn. */
  const mixed = (count: number, domainName: string): object[] =>
    Array.from({ length: count }, (_, n) => {
      const address = stream(n, domainName);
      return reference(n % 2 === 0 ? address : { id: toStreamId(address) });
    });

  test('cost three calls for the status of 100 streams of one domain, by either key', async () => {
    const { errors, entities } = await ask(mixed(100, 'push-0.example.com'));
    expect(errors).toEqual([]);
    const id = (n: number): string => toStreamId(stream(n, 'push-0.example.com'));
    expect(entities?.slice(0, 3)).toEqual([
      { id: id(0), status: 'FORBIDDEN', publishedAt: null },
      { id: id(1), status: 'ONLINE', publishedAt: expect.any(String) },
      { id: id(2), status: 'OFFLINE', publishedAt: null },
    ]);
    expect(emulator.calls().map(({ action }) => action)).toHaveLength(3);
  });

  test('cost fifteen calls for 1,000 streams of five domains', async () => {
    const { errors, entities } = await ask(DOMAINS.flatMap((domainName) => mixed(200, domainName)));
    expect(errors).toEqual([]);
    expect(entities).toHaveLength(1_000);
    expect(emulator.calls()).toHaveLength(15);
  });

  test('that cannot be resolved fail at their own path only', async () => {
    const { errors, entities } = await ask([
      reference(stream(0, 'push-0.example.com')),
      reference(stream(0, 'push.unknown.example.com')),
      { __typename: 'LiveDomain', name: 'push-1.example.com' },
      { __typename: 'LiveDomain', name: 'live-1.example.com' },
      { __typename: 'LiveDomain', name: 42 },
      { __typename: 'LiveDomain' },
      { __typename: 'LiveCallBudget', operation: 'ResumeLiveStream' },
      { __typename: 'Query' },
      { __typename: 'Nobody' },
      { __typename: 7 },
      {},
      'text',
    ] as object[]);
    const told = errors.map(
      ({ path, extensions }) => `${path?.slice(1).join('.')} ${String(extensions['code'])}`,
    );
    expect(told.sort()).toEqual(
      [
        '1.publishedAt DOMAIN_NOT_FOUND',
        '1.status DOMAIN_NOT_FOUND',
        ...[3, 4, 5, 6, 7, 8, 9, 10, 11].map((index) => `${index} BAD_USER_INPUT`),
      ].sort(),
    );
    expect(entities?.[0]).toMatchObject({ status: 'FORBIDDEN' });
    expect(entities?.[2]).toEqual({
      name: 'push-1.example.com',
      streamingDomain: 'live-1.example.com',
      forbiddenStreams: { totalCount: 1 },
    });
    expect(entities?.filter((entity) => entity !== null)).toHaveLength(3);
    expect(entities).toContainEqual(expect.objectContaining({ status: null, publishedAt: null }));
  });

  test('are limited to 1,000', async () => {
    const { errors } = await ask(mixed(1_001, 'push-0.example.com'));
    expect(errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'REQUEST_TOO_COMPLEX' }) }),
    ]);
    expect(emulator.calls()).toEqual([]);
  });
});
