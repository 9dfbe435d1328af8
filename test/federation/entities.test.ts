import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { toStreamId } from '../../src/stream/address.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const ENTITIES = `query ($references: [_Any!]!) {
  _entities(representations: $references) {
    __typename
    ... on LiveStream { id status }
    ... on LiveDomain { name streamingDomain }
  }
}`;
const emulator = createEmulator(demoWorld({ limits: 'off' }));
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({}, { emulator });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

const addressOf = (index: number) => ({
  domainName: 'push.example.com',
  appName: 'live',
  streamName: `match-${index}`,
});

/** 100 references with every kind of key. Every tenth is invalid in a different way. */
const WRONG: readonly unknown[] = [
  { __typename: 'LiveStream' },
  { __typename: 'LiveStream', id: 'not-ours' },
  { __typename: 'LiveStream', id: null },
  { __typename: 'LiveStream', id: ['a'] },
  { __typename: 'LiveStream', ...addressOf(1), appName: '*' },
  { __typename: 'LiveStream', ...addressOf(1), streamName: 42 },
  { __typename: 'LiveDomain', name: 'not a host' },
  { __typename: 'LiveDomain' },
  { __typename: 'Channel', id: '1' },
  'no object at all',
];
const mixed = Array.from({ length: 100 }, (_, index): unknown => {
  if (index % 10 === 9) return WRONG[(index - 9) / 10];
  if (index % 10 === 8) return { __typename: 'LiveDomain', name: 'push.example.com' };
  const address = addressOf(index);
  return index % 2 === 0
    ? { __typename: 'LiveStream', id: toStreamId(address) }
    : { __typename: 'LiveStream', ...address };
});

describe('_entities with 100 mixed references', () => {
  test('returns each valid one at its position, and each invalid one as an error at its own path', async () => {
    const { status, body } = await gateway.post(ENTITIES, { references: mixed });
    expect(status).toBe(200);
    const entities = body.data?.['_entities'] as (Record<string, unknown> | null)[];
    expect(entities).toHaveLength(100);
    entities.forEach((entity, index) => {
      const id = toStreamId(addressOf(index));
      if (index % 10 === 9) expect(entity).toBeNull();
      else if (index % 10 === 8)
        expect(entity).toEqual({
          __typename: 'LiveDomain',
          name: 'push.example.com',
          streamingDomain: 'live.example.com',
        });
      else expect(entity).toMatchObject({ __typename: 'LiveStream', id });
    });
    const statusOf = (index: number) => entities[index]?.['status'];
    expect([42, 43, 44, 45, 46].map(statusOf)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'ONLINE',
      'ONLINE',
      'OFFLINE',
    ]);
    const errors = body.errors ?? [];
    expect(errors.map(({ path }) => path?.[1]).sort()).toEqual(
      WRONG.map((_, index) => index * 10 + 9).sort(),
    );
    for (const { extensions } of errors)
      expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', retryable: false });
  });

  test('costs at most three upstream calls', async () => {
    await gateway.post(ENTITIES, { references: mixed });
    expect(emulator.calls().length).toBeLessThanOrEqual(3);
  });

  test('of an account without the domain: each is DOMAIN_NOT_FOUND, with one call for all', async () => {
    const references = Array.from({ length: 100 }, (_, index) => ({
      __typename: 'LiveStream',
      ...addressOf(index),
      domainName: 'push.unknown.example.com',
    }));
    const { body } = await gateway.post(ENTITIES, { references });
    expect(body.errors).toHaveLength(100);
    for (const { extensions } of body.errors ?? [])
      expect(extensions).toMatchObject({ code: 'DOMAIN_NOT_FOUND', operation: 'DescribeLiveDomainMapping' });
    expect(emulator.calls()).toHaveLength(1);
  });
});
