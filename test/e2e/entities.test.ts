import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { toStreamId } from '../../src/stream/stream-id.js';
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

  test('and cannot be is an error at its own path, while the others answer', async () => {
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

  test('is not told to somebody without a token', async () => {
    const { body } = await gateway.post(
      ENTITIES,
      { references: [reference(DEMO_STREAM)] },
      { authorization: undefined },
    );
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', retryable: false });
    expect(body.data?.['_entities']).toEqual([null]);
  });
});
