import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { gql } from '@apollo/client';
import { withRetry } from 'apsara-live-gateway-client';
import { GraphQLClient } from 'graphql-request';
import * as apollo from '../../examples/apollo-client.js';
import * as urql from '../../examples/urql.js';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { type FaultName } from '../../src/emulator/faults/catalogue.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const emulator = createEmulator(demoWorld({ limits: 'off' }));
let gateway: TestGateway;
beforeAll(async () => {
  // The retries of the gateway are off, so every further call at the emulator comes from the front end.
  const guard = { retry: { attempts: 1, random: () => 0 }, breaker: { faults: 1_000_000 } };
  gateway = await startGateway({ LIVE_CLIENT: 'core' }, { emulator, guard });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

const document = gql`
  mutation CutAndResume($cut: ForbidLiveStreamInput!, $resume: ResumeLiveStreamInput!) {
    cut: forbidLiveStream(input: $cut) {
      requestId
    }
    back: resumeLiveStream(input: $resume) {
      requestId
    }
  }
`;
const variables = {
  cut: { ...DEMO_STREAM, streamName: 'match-44', mode: 'CUT' },
  resume: DEMO_STREAM,
};

const CLIENTS: Readonly<Record<string, () => Promise<unknown>>> = {
  async 'Apollo Client'() {
    const client = apollo.createApolloClient(gateway.url, () => gateway.token ?? '');
    await client.mutate({ mutation: document, variables, errorPolicy: 'all' });
    client.stop();
  },
  urql() {
    const client = urql.createUrqlClient(gateway.url, () => gateway.token ?? '');
    return withRetry(() => client.mutation(document, variables).toPromise(), { document });
  },
  async 'graphql-request'() {
    const headers = { authorization: `Bearer ${gateway.token}` };
    const client = new GraphQLClient(gateway.url, { headers });
    const sent = withRetry(() => client.request({ document, variables }), { document });
    await expect(sent).rejects.toThrow();
  },
};

describe.each(Object.entries(CLIENTS))('with %s a CUT reaches ApsaraVideo Live once', (_client, send) => {
  test.each<[string, FaultName]>([
    ['fails with 503', '503-text'],
    ['is throttled', 'throttling-retry-after'],
    ['is lost on the way', 'reset-before-answer'],
  ])('if the resume next to it %s', async (_title, fault) => {
    emulator.inject({ fault, times: 'always', operation: 'ResumeLiveStream' });
    await send();
    expect(emulator.calls({ action: 'ForbidLiveStream' })).toHaveLength(1);
    expect(emulator.calls({ action: 'ResumeLiveStream' })).toHaveLength(1);
  });

  test('if its answer is lost, and the resume after it is not sent twice either', async () => {
    emulator.inject({ fault: 'reset-before-answer', times: 'always', operation: 'ForbidLiveStream' });
    await send();
    expect(emulator.calls({ action: 'ForbidLiveStream' })).toHaveLength(1);
    expect(emulator.calls({ action: 'ResumeLiveStream' }).length).toBeLessThan(2);
  });
});
