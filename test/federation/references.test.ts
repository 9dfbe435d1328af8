import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { historyOf } from '../support/live-events.js';
import { RESUME } from '../support/queries.js';
import { writeGrants } from '../support/grants.js';
import { createJwksServer, AUDIENCE, ISSUER, type JwksServer } from '../support/jwks-server.js';
import { runBulkJob } from '../support/bulk-job.js';
import { startChannels, CHANNELS } from './channels.js';
import { startApolloGateway } from './gateways.js';
import { composeSupergraph } from './supergraph.js';
import { toStream } from './world.js';

const ENTITIES = `query ($references: [_Any!]!) {
  _entities(representations: $references) {
    __typename
    ... on LiveStream { id streamName }
    ... on LiveDomain { id name }
    ... on BulkResume { id state }
    ... on LiveStreamAction { id kind bulkResume { id } stream { streamName } }
    ... on LiveStreamEvent { id event: kind of: stream { appName streamName } action { reason } }
  }
}`;

describe('references by each key', () => {
  const emulator = createEmulator(demoWorld());
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({}, { emulator });
  });
  afterAll(() => gateway.close());

  const resolve = async (...references: object[]) => {
    const { body } = await gateway.post(ENTITIES, { references });
    return { entities: body.data?.['_entities'], errors: body.errors };
  };

  test('find a domain by its id and by its name', async () => {
    const { entities } = await resolve({ __typename: 'LiveDomain', name: 'push.example.com' });
    const [{ id }] = entities as [{ id: string }];
    const found = await resolve({ __typename: 'LiveDomain', id });
    expect(found).toEqual({
      entities: [{ __typename: 'LiveDomain', id, name: 'push.example.com' }],
      errors: undefined,
    });
  });

  test('refuse an id of a domain that this gateway did not create, without a call', async () => {
    emulator.reset();
    const { entities, errors } = await resolve({ __typename: 'LiveDomain', id: 'cHVzaA' });
    expect(entities).toEqual([null]);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    expect(emulator.calls()).toEqual([]);
  });

  test('find a job and its actions by their ids, and return null for unknown ids', async () => {
    const { domainName, ...stream } = DEMO_STREAM;
    const jobId = await runBulkJob(gateway, { domainName, streams: [stream], idempotencyKey: 'k-1' });
    const { body } = await gateway.post(
      `query ($domainName: String!, $appName: String!, $streamName: String!) {
        liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {
          actions { nodes { id bulkResumeId } }
        }
      }`,
      DEMO_STREAM,
    );
    const { actions } = body.data?.['liveStream'] as { actions: { nodes: { id: string }[] } };
    const [action] = actions.nodes;
    const { entities, errors } = await resolve(
      { __typename: 'BulkResume', id: jobId },
      { __typename: 'LiveStreamAction', id: action?.id },
      { __typename: 'BulkResume', id: 'none' },
      { __typename: 'LiveStreamAction', id: 'none' },
    );
    expect(errors).toBeUndefined();
    expect(entities).toEqual([
      { __typename: 'BulkResume', id: jobId, state: 'FINISHED' },
      {
        __typename: 'LiveStreamAction',
        id: action?.id,
        kind: 'RESUME',
        bulkResume: { id: jobId },
        stream: { streamName: DEMO_STREAM.streamName },
      },
      null,
      null,
    ]);
  });
});

describe('references to events', () => {
  const event = { __typename: 'LiveStreamEvent' };
  const stream = { domainName: 'push.example.com', appName: 'live', streamName: 'event-of-a-supergraph' };
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
    await gateway.post(RESUME, { input: { ...stream, appName: '*', reason: 'claim withdrawn' } });
  });
  afterAll(() => gateway.close());
  const idOf = async (appName: string): Promise<string> => {
    const [newest] = await historyOf(gateway, { ...stream, appName });
    return newest?.id ?? '';
  };
  const resolve = async (...ids: readonly string[]) => {
    const references = ids.map((id) => ({ ...event, id }));
    const { body } = await gateway.post(ENTITIES, { references });
    return {
      entities: body.data?.['_entities'],
      codes: body.errors?.map(({ extensions }) => extensions['code']),
    };
  };

  test('find an event of every app for the app in its id, with its action', async () => {
    const ids = [await idOf('live'), await idOf('rehearsal')];
    expect(new Set(ids).size).toBe(2);
    const toFound = (id: string | undefined, appName: string) => ({
      ...event,
      id,
      event: 'RESUMED',
      of: { appName, streamName: stream.streamName },
      action: { reason: 'claim withdrawn' },
    });
    expect(await resolve(...ids)).toEqual({
      entities: [toFound(ids[0], 'live'), toFound(ids[1], 'rehearsal')],
      codes: undefined,
    });
  });

  test('refuse an id that this gateway did not create', async () => {
    expect(await resolve('forged')).toEqual({ entities: [null], codes: ['BAD_USER_INPUT'] });
  });
});

describe('one operation of a client with 40 references behind @apollo/gateway, with the limits of production', () => {
  let jwks: JwksServer;
  let gateway: TestGateway;
  let channels: Awaited<ReturnType<typeof startChannels>>;
  let front: Awaited<ReturnType<typeof startApolloGateway>>;
  beforeAll(async () => {
    jwks = await createJwksServer();
    gateway = await startGateway({
      AUTH_JWKS_URL: jwks.url,
      AUTH_ISSUER: ISSUER,
      AUTH_AUDIENCE: AUDIENCE,
      GRANTS_FILE: writeGrants({ allow: ['read'], domains: ['*'] }),
    });
    channels = await startChannels(toStream);
    const other = { name: 'channels', url: channels.url, typeDefs: CHANNELS };
    front = await startApolloGateway(composeSupergraph(gateway.url, other));
  });
  afterAll(async () => {
    await front.close();
    await channels.close();
    await gateway.close();
    await jwks.close();
  });

  test('is answered completely', async () => {
    const fields = Array.from({ length: 40 }, (_, n) => `c${n}: channel(id: "${n}") { stream { status } }`);
    const token = await jwks.mint({ claims: { sub: 'maya', roles: ['moderator'] } });
    const query = `{ ${fields.join(' ')} }`;
    const { data, errors } = await front.post(query, {}, token);
    expect(errors).toBeUndefined();
    const statuses = Object.values(data ?? {}).map(
      (channel) => (channel as { stream: { status: string } }).stream.status,
    );
    expect(statuses).toHaveLength(40);
    expect(new Set(statuses)).toEqual(new Set(['ONLINE', 'OFFLINE']));
  });
});
