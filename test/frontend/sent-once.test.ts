import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { gql } from '@apollo/client';
import * as apollo from '../../examples/apollo-client.js';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const emulator = createEmulator(demoWorld({ limits: 'off' }));
let gateway: TestGateway;
beforeAll(async () => {
  const guard = { retry: { attempts: 1, random: () => 0 }, breaker: { faults: 1_000_000 } };
  gateway = await startGateway({ LIVE_CLIENT: 'core' }, { emulator, guard });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

const CUT_AND_RESUME = gql`
  mutation CutAndResume($cut: ForbidLiveStreamInput!, $resume: ResumeLiveStreamInput!) {
    cut: forbidLiveStream(input: $cut) {
      requestId
    }
    back: resumeLiveStream(input: $resume) {
      requestId
    }
  }
`;

test('a CUT reaches ApsaraVideo Live once where the resume beside it fails', async () => {
  emulator.inject({ fault: '503-text', times: 'always', operation: 'ResumeLiveStream' });
  const client = apollo.createApolloClient(gateway.url, () => gateway.token ?? '');
  const variables = {
    cut: { ...DEMO_STREAM, streamName: 'match-44', mode: 'CUT' },
    resume: DEMO_STREAM,
  };
  await expect(client.mutate({ mutation: CUT_AND_RESUME, variables })).rejects.toThrow();
  expect(emulator.calls({ action: 'ForbidLiveStream' })).toHaveLength(1);
  client.stop();
});
