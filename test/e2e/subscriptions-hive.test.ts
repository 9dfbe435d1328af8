import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { composeSupergraph } from '../federation/supergraph.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createHive, type Hive } from '../support/hive.js';
import { until } from '../emulator/support/until.js';

const PROGRESS = 'subscription ($id: ID!) { bulkResumeProgress(id: $id) { state resumed } }';
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';

const jobs = new MemoryBulkResumes();
let gateway: TestGateway;
let hive: Hive;
beforeAll(async () => {
  gateway = await startGateway({}, { bulkResumes: jobs });
  hive = createHive(composeSupergraph(gateway.url));
});
afterAll(async () => {
  await hive[Symbol.asyncDispose]();
  await gateway.close();
});

test('a supergraph gateway forwards the events of a job', async () => {
  const streams = [{ appName: 'live', streamName: 'a' }];
  const { body } = await gateway.post(START, { input: { domainName: 'push.example.com', streams } });
  const { id } = (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
  const response = await hive.fetch('http://supergraph.test/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${gateway.token ?? ''}`,
    },
    body: JSON.stringify({ query: PROGRESS, variables: { id } }),
  });
  await until(() => jobs.watching === 1);
  jobs.settle(id, 'RESUMED');
  const text = await response.text();
  const states = Array.from(text.matchAll(/"state":"(\w+)"/g), ([, state]) => state);
  expect(states).toEqual(['RUNNING', 'FINISHED']);
  expect(text).toContain('event: complete');
});
