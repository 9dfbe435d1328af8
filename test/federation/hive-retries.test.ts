import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { type FaultName } from '../../src/emulator/faults/catalogue.js';
import { createEmulator } from '../../src/emulator/server.js';
import { FAULT_EXPECTATIONS } from '../support/fault-expectations.js';
import { startGateway, type TestGateway, type GraphqlAnswer } from '../support/gateway.js';
import { createHive, type Hive } from '../support/hive.js';
import { RESUME } from '../support/queries.js';
import { composeSupergraph } from './supergraph.js';

const emulator = createEmulator(demoWorld({ limits: 'off' }));
let gateway: TestGateway;
let hive: Hive;

beforeAll(async () => {
  // The retries of the subgraph are off, so every further call at the emulator comes from the gateway in front.
  const guard = { retry: { attempts: 1 }, breaker: { faults: 1_000_000 } };
  const env = { LIVE_TIMEOUT_MS: '2000', LIVE_CLIENT: 'core', BUDGET_RESUME_LIVE_STREAM: '0' };
  gateway = await startGateway(env, { emulator, guard });
  hive = createHive(composeSupergraph(gateway.url), {
    upstreamRetry: { maxRetries: 2, retryDelay: 10 },
  });
});
afterAll(async () => {
  await hive[Symbol.asyncDispose]();
  await gateway.close();
});
beforeEach(() => {
  emulator.reset();
});

async function resume(): Promise<GraphqlAnswer> {
  const response = await hive.fetch('http://supergraph.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.token ?? ''}` },
    body: JSON.stringify({ query: RESUME, variables: { input: DEMO_STREAM } }),
  });
  return (await response.json()) as GraphqlAnswer;
}

describe('a supergraph gateway that retries its subgraphs', () => {
  test('forwards a resume, and returns Alibaba’s RequestId', async () => {
    const { data, errors } = await resume();
    expect(errors).toBeUndefined();
    expect(data?.['resumeLiveStream']).toMatchObject({ requestId: emulator.calls()[0]?.requestId });
  });

  test.each(Object.keys(FAULT_EXPECTATIONS) as FaultName[])(
    '%s: one call for one mutation, and its code is returned',
    async (fault) => {
      emulator.inject({ fault, times: 'always' });
      const { errors } = await resume();
      const { code, retryable, outcome } = FAULT_EXPECTATIONS[fault] ?? {};
      expect(errors?.[0]?.extensions).toMatchObject({ code, retryable, outcome });
      expect(emulator.calls()).toHaveLength(1);
      expect(JSON.stringify(errors)).not.toContain(new URL(gateway.url).host);
    },
  );
});
