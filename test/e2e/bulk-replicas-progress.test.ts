import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { type GraphqlAnswer, startGateway, type TestGateway } from '../support/gateway.js';
import { createDatabase, type Database, hasPostgres } from '../support/postgres.js';
import { WAYS } from '../support/subscribers.js';

const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';
const PROGRESS = 'subscription ($id: ID!) { bulkResumeProgress(id: $id) { state total resumed failed } }';
const STREAMS = 45;

interface Told {
  readonly state: string;
  readonly resumed: number;
}
const toldOf = ({ data }: GraphqlAnswer): Told => data?.['bulkResumeProgress'] as Told;

(hasPostgres ? describe : describe.skip)('two replicas that share one PostgreSQL', () => {
  let database: Database;
  let replicas: [TestGateway, TestGateway];

  beforeAll(async () => {
    database = await createDatabase();
    const env = { DATABASE_URL: database.gatewayUrl(), AUTH_MODE: 'none', LIVE_CLIENT: 'core' };
    const start = (): Promise<TestGateway> =>
      startGateway(env, { emulator: createEmulator(demoWorld({ limits: 'off' })) });
    replicas = [await start(), await start()];
  });
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await database.drop();
  });

  test.each(Object.entries(WAYS))(
    'one tells by %s of what the other does, and when it has ended',
    async (name, subscribe) => {
      const [first, second] = replicas;
      const streams = Array.from({ length: STREAMS }, (_, n) => ({ appName: name, streamName: `s-${n}` }));
      const input = { domainName: 'push.example.com', streams };
      const { body } = await second.post(START, { input });
      const { id } = (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
      // Either replica may work on the job. With a watcher at each, one of them sees the work of the other replica.
      const watchers = replicas.map(({ url }) => subscribe({ url, query: PROGRESS, variables: { id } }));
      for (const watcher of watchers) {
        expect(await watcher.ended).toBeUndefined();
        const told = watcher.got.map(toldOf);
        expect(told.at(-1)).toEqual({ state: 'FINISHED', total: STREAMS, resumed: STREAMS, failed: 0 });
        expect(told.slice(0, -1).every(({ state }) => state === 'RUNNING')).toBe(true);
        const counts = told.map(({ resumed }) => resumed);
        expect(counts).toEqual([...counts].sort((a, b) => a - b));
      }
      const done = (replica: TestGateway): number =>
        replica.emulator.calls().filter(({ params }) => params['AppName'] === name).length;
      expect(done(first) + done(second)).toBe(STREAMS);
    },
  );
});
