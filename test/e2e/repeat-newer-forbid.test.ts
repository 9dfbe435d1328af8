import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createDatabase, type Database, hasPostgres } from '../support/postgres.js';
import { FORBID, RESUME } from '../support/queries.js';

const STREAM = { domainName: 'push.example.com', appName: 'live', streamName: 'contested' };
const ACTIONS = `query ($domainName: String!, $appName: String!, $streamName: String!) {
  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {
    status actions { edges { node { kind outcome } } } } }`;
/** Long enough that the other replica answers before the retry is due. */
const PAUSE_MS = 1500;

(hasPostgres ? describe : describe.skip)('a resume that is repeated after an unknown outcome', () => {
  let database: Database;
  let emulator: Emulator;
  let replicas: [TestGateway, TestGateway];
  beforeEach(async () => {
    database = await createDatabase();
    emulator = createEmulator(demoWorld({ limits: 'off', seed: { forbidden: [STREAM] } }));
    const { port, endpoint } = await emulator.listen();
    const shared = {
      ...emulator,
      listen: () => Promise.resolve({ port, endpoint }),
      close: () => Promise.resolve(),
    };
    const env = { LIVE_CLIENT: 'core', DATABASE_URL: database.gatewayUrl(), REPLICAS: '2' };
    const guard = { retry: { pauseMs: PAUSE_MS, random: () => 1 } };
    replicas = [
      await startGateway(env, { emulator: shared, guard }),
      await startGateway(env, { emulator: shared, guard }),
    ];
  });
  afterEach(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await emulator.close();
    await database.drop();
  });

  const calls = (action: string): number => emulator.calls({ action }).length;
  async function resumeWithFault(): Promise<{ answer: ReturnType<TestGateway['post']> }> {
    emulator.inject({ fault: 'ServiceUnavailable', operation: 'ResumeLiveStream' });
    const answer = replicas[0].post(RESUME, { input: STREAM });
    while (calls('ResumeLiveStream') === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    return { answer };
  }

  test('does not remove a forbid that was made meanwhile through another replica, and returns the first answer', async () => {
    const { answer } = await resumeWithFault();
    const forbidden = await replicas[1].post(FORBID, { input: STREAM });
    expect(forbidden.body.errors).toBeUndefined();
    expect((await answer).body.errors?.[0]?.extensions).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'UNKNOWN',
      retryable: false,
    });
    expect({ resumes: calls('ResumeLiveStream'), forbids: calls('ForbidLiveStream') }).toEqual({
      resumes: 1,
      forbids: 1,
    });
    expect(emulator.forbidden()).toMatchObject([{ streamName: STREAM.streamName }]);
    const { body } = await replicas[0].post(ACTIONS, STREAM);
    expect(body.data?.['liveStream']).toMatchObject({
      status: 'FORBIDDEN',
      actions: {
        edges: [
          { node: { kind: 'FORBID', outcome: 'SUCCEEDED' } },
          { node: { kind: 'RESUME', outcome: 'UNKNOWN' } },
        ],
      },
    });
  });

  test('is repeated if the stream was not forbidden meanwhile', async () => {
    const { answer } = await resumeWithFault();
    const other = { ...STREAM, streamName: 'another' };
    await replicas[1].post(FORBID, { input: other });
    expect((await answer).body.errors).toBeUndefined();
    expect(calls('ResumeLiveStream')).toBe(2);
    expect(emulator.forbidden()).toMatchObject([{ streamName: 'another' }]);
  });
});
