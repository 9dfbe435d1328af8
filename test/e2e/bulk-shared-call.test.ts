import { afterEach, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { RESUME, START_BULK_RESUME } from '../support/queries.js';

const READ = `query ($id: ID!) { bulkResume(id: $id) {
  state finishedAt items { nodes { outcome requestId } } } }`;
const CANCEL = 'mutation ($id: ID!) { cancelBulkResume(input: { id: $id }) { bulkResume { state } } }';
const { domainName, ...STREAM } = DEMO_STREAM;

interface Job {
  readonly state: string;
  readonly finishedAt: string | null;
  readonly items: {
    readonly nodes: readonly { readonly outcome: string; readonly requestId: string | null }[];
  };
}

let gateway: TestGateway;
let emulator: Emulator;
afterEach(() => gateway.close());

/** Starts a gateway with the permits of the next seconds in use, so that further resumes wait and join. */
async function open(): Promise<void> {
  emulator = createEmulator(demoWorld({ limits: 'off' }));
  gateway = await startGateway({ BUDGET_RESUME_LIVE_STREAM: '1', LIVE_CLIENT: 'core' }, { emulator });
  emulator.inject({
    fault: 'delay',
    operation: 'ResumeLiveStream',
    match: { streamName: STREAM.streamName },
    params: { ms: 1_500 },
  });
  for (let n = 0; n < 4; n += 1)
    void gateway.post(RESUME, { input: { ...DEMO_STREAM, streamName: `another-${n}` } });
  while (emulator.calls({ action: 'ResumeLiveStream' }).length === 0) await gateway.post('{ __typename }');
}

async function start(): Promise<string> {
  const { body } = await gateway.post(START_BULK_RESUME, { input: { domainName, streams: [STREAM] } });
  return (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume.id;
}

async function read(id: string): Promise<Job> {
  return (await gateway.post(READ, { id })).body.data?.['bulkResume'] as Job;
}

async function finished(id: string): Promise<Job> {
  for (;;) {
    const job = await read(id);
    if (job.finishedAt !== null) return job;
  }
}

const resumes = () =>
  emulator
    .calls({ action: 'ResumeLiveStream' })
    .filter(({ params }) => params['StreamName'] === STREAM.streamName);

/** Cancels a job while the call of its item is at the upstream. */
async function cancelSent(id: string): Promise<void> {
  while (resumes().length === 0) await read(id);
  await gateway.post(CANCEL, { id });
}

test('an item that shares its call with a direct resume is RESUMED, although its job is cancelled before the answer', async () => {
  await open();
  const direct = gateway.post(RESUME, { input: DEMO_STREAM });
  const id = await start();
  await cancelSent(id);
  const { data } = (await direct).body;
  const { requestId } = data?.['resumeLiveStream'] as { requestId: string };
  expect(await finished(id)).toMatchObject({ items: { nodes: [{ outcome: 'RESUMED', requestId }] } });
  expect(resumes().map((call) => call.requestId)).toEqual([requestId]);
});

test('an item that shares its call with another job is RESUMED, although its job is cancelled before the answer', async () => {
  await open();
  const ids = [await start(), await start()];
  await cancelSent(ids[1] ?? '');
  const jobs = [await finished(ids[0] ?? ''), await finished(ids[1] ?? '')];
  const [call, ...others] = resumes();
  expect(others).toEqual([]);
  const resumed = { items: { nodes: [{ outcome: 'RESUMED', requestId: call?.requestId }] } };
  expect(jobs).toMatchObject([resumed, resumed]);
});
