import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as apollo from '../../examples/apollo-client.js';
import * as urql from '../../examples/urql.js';
import { until } from '../emulator/support/until.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const jobs = new MemoryBulkResumes();
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({}, { bulkResumes: jobs });
});
afterAll(() => gateway.close());

/**
 * Starts a job.
 * @returns the id of a job with two streams, whose outcomes the test sets
 */
async function startJob(): Promise<string> {
  const query =
    'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { __typename } } }';
  const streams = ['a', 'b'].map((streamName) => ({ appName: 'live', streamName }));
  await gateway.post(query, { input: { domainName: 'push.example.com', streams } });
  return `job-${jobs.orders.length}`;
}

interface Seen {
  readonly progress: string[];
  readonly ends: unknown[];
  readonly leave: () => void;
}

function watch(follow: typeof watchWithApollo, id: string, token = gateway.token ?? ''): Seen {
  const progress: string[] = [];
  const ends: unknown[] = [];
  const leave = follow(
    token,
    id,
    ({ state, resumed, total }) => progress.push(`${state} ${resumed}/${total}`),
    (error) => ends.push(error),
  );
  return { progress, ends, leave };
}

type OnProgress = Parameters<typeof apollo.watchBulkResume>[2];
type OnEnd = Parameters<typeof apollo.watchBulkResume>[3];

function watchWithApollo(token: string, id: string, onProgress: OnProgress, onEnd: OnEnd): () => void {
  const client = apollo.createApolloClient(gateway.url, () => token);
  return apollo.watchBulkResume(client, id, onProgress, onEnd);
}

function watchWithUrql(token: string, id: string, onProgress: OnProgress, onEnd: OnEnd): () => void {
  return urql.watchBulkResume(
    urql.createUrqlClient(gateway.url, () => token),
    id,
    onProgress,
    onEnd,
  );
}

describe.each([
  ['Apollo Client', watchWithApollo],
  ['urql', watchWithUrql],
])('%s over WebSocket', (_client, follow) => {
  test('follows a bulk job to its end, with the token in `connectionParams`', async () => {
    const id = await startJob();
    const { progress, ends } = watch(follow, id);
    await until(() => progress.length === 1);
    jobs.settle(id, 'RESUMED');
    await until(() => progress.length === 2);
    jobs.settle(id, 'RESUMED');
    await until(() => ends.length > 0);
    expect(progress).toEqual(['RUNNING 0/2', 'RUNNING 1/2', 'FINISHED 2/2']);
    expect(ends).toEqual([undefined]);
  });

  test('receives the reason why a job cannot be followed', async () => {
    const { progress, ends } = watch(follow, 'no-such-job');
    await until(() => ends.length > 0);
    expect(progress).toEqual([]);
    expect(JSON.stringify(ends[0])).toContain('JOB_NOT_FOUND');
  });
});
