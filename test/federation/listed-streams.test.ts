import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { type StreamAddress } from '../../src/stream/address.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { RESUME } from '../support/queries.js';
import { CHANNELS, startChannels } from './channels.js';
import { startApolloGateway } from './gateways.js';
import { composeSupergraph } from './supergraph.js';

const domainName = 'push.example.com';
const LISTS = `query {
  liveDomain(name: "${domainName}") {
    forbiddenCount
    forbiddenStreams { totalCount nodes { id domainName appName streamName } }
    onlineStreams { totalCount nodes { id domainName appName streamName } }
  }
}`;
const ENTITIES = `query ($references: [_Any!]!) {
  _entities(representations: $references) { ... on LiveStream { id appName streamName status } }
}`;
/** Names that ApsaraVideo Live could list, and that requests of the gateway refuse. */
const ODD = ['match 42', 'match?42', 'match#42', 'm'.repeat(300), 'match-\u3000', 'caf\ufffd'];
/** Names that the gateway cannot show. */
const UNSHOWN = ['match\u0007', 'match\ud83d'];
const addresses = (appName: string, names: readonly string[]): StreamAddress[] =>
  names.map((streamName) => ({ domainName, appName, streamName }));

interface Lists {
  readonly forbiddenCount: number;
  readonly forbiddenStreams: Page;
  readonly onlineStreams: Page;
}
interface Page {
  readonly totalCount: number;
  readonly nodes: readonly (StreamAddress & { readonly id: string })[];
}

const emulator = createEmulator(
  demoWorld({
    limits: 'off',
    seed: {
      forbidden: addresses('live x', [...ODD, ...UNSHOWN]),
      online: addresses('event x', [...ODD, ...UNSHOWN]),
    },
  }),
);
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({}, { emulator });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

async function readLists(): Promise<Lists> {
  const { body } = await gateway.post(LISTS);
  expect(body.errors).toBeUndefined();
  return body.data?.['liveDomain'] as Lists;
}

describe('a stream that the gateway has listed', () => {
  test.each(['id', 'names'])('is found by a supergraph by its %s, however odd its names are', async (key) => {
    const { forbiddenStreams, onlineStreams } = await readLists();
    const nodes = [...forbiddenStreams.nodes, ...onlineStreams.nodes];
    expect(nodes.map(({ streamName }) => streamName).sort()).toEqual([...ODD, ...ODD].sort());
    const references = nodes.map(({ id, ...names }) => ({
      __typename: 'LiveStream',
      ...(key === 'id' ? { id } : names),
    }));
    const { body } = await gateway.post(ENTITIES, { references });
    expect(body.errors).toBeUndefined();
    expect(body.data?.['_entities']).toEqual(
      nodes.map(({ id, appName, streamName }) => ({
        id,
        appName,
        streamName,
        status: appName === 'live x' ? 'FORBIDDEN' : 'ONLINE',
      })),
    );
  });

  test('is counted, and names that cannot be shown are neither listed nor counted', async () => {
    const { forbiddenCount, forbiddenStreams, onlineStreams } = await readLists();
    expect([forbiddenCount, forbiddenStreams.totalCount, onlineStreams.totalCount]).toEqual(
      Array(3).fill(ODD.length),
    );
  });

  test('can be read through another subgraph behind @apollo/gateway', async () => {
    const channels = await startChannels((channel) => ({
      domainName,
      appName: 'live x',
      streamName: ODD[channel] ?? '',
    }));
    const other = { name: 'channels', url: channels.url, typeDefs: CHANNELS };
    const front = await startApolloGateway(composeSupergraph(gateway.url, other));
    const { data, errors } = await front.post(
      `{ channels(first: ${ODD.length}) { stream { streamName status } } }`,
      {},
      gateway.token,
    );
    await front.close();
    await channels.close();
    expect(errors).toBeUndefined();
    expect(data?.['channels']).toEqual(
      ODD.map((streamName) => ({ stream: { streamName, status: 'FORBIDDEN' } })),
    );
  });

  test('still needs valid names for an action, which is refused before any call', async () => {
    const { body } = await gateway.post(RESUME, { input: addresses('live x', ODD)[0] });
    expect(body.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(emulator.calls()).toEqual([]);
  });
});
