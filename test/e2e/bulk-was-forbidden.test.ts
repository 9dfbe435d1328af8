import { afterEach, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { writeGrants } from '../support/grants.js';

const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';
const READ = `query ($id: ID!) { bulkResume(id: $id) { finishedAt
  items(first: 500) { nodes { streamName outcome wasForbidden } } } }`;
const domainName = 'push.example.com';

let gateway: TestGateway;
afterEach(() => gateway.close());

interface Item {
  readonly streamName: string;
  readonly outcome: string;
  readonly wasForbidden: boolean | null;
}

/** A job of 20 forbidden streams and one that is not. */
async function runJob(env: Readonly<Record<string, string>> = {}): Promise<readonly Item[]> {
  const streams = Array.from({ length: 20 }, (_, n) => ({ appName: 'bulk', streamName: `s-${n}` }));
  const forbidden = streams.map((stream) => ({ domainName, ...stream }));
  const emulator = createEmulator(demoWorld({ limits: 'off', seed: { forbidden } }));
  gateway = await startGateway({ BUDGET_RESUME_LIVE_STREAM: '0', ...env }, { emulator });
  const input = { domainName, streams: [...streams, { appName: 'bulk', streamName: 'misspelled' }] };
  const { body } = await gateway.post(START, { input });
  const { id } = (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
  for (;;) {
    const answer = await gateway.post(READ, { id });
    const job = answer.body.data?.['bulkResume'] as { finishedAt: string | null; items: { nodes: Item[] } };
    if (job.finishedAt !== null) return job.items.nodes;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('an item of a job shows whether its stream was forbidden, and all items share one list', async () => {
  const items = await runJob();
  expect(items.map(({ outcome }) => outcome)).toEqual(new Array(21).fill('RESUMED'));
  for (const { streamName, wasForbidden } of items) expect(wasForbidden).toBe(streamName !== 'misspelled');
  expect(gateway.emulator.calls({ action: 'DescribeLiveStreamsBlockList' })).toHaveLength(1);
});

test('wasForbidden of an item is null for a caller that may not read the list, and no list is read', async () => {
  const items = await runJob({ GRANTS_FILE: writeGrants({ allow: ['resume'], domains: ['*'] }) });
  expect(new Set(items.map(({ wasForbidden }) => wasForbidden))).toEqual(new Set([null]));
  expect(gateway.emulator.calls({ action: 'DescribeLiveStreamsBlockList' })).toEqual([]);
});
