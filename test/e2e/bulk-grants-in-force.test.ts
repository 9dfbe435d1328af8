import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, startGateway, type TestGateway } from '../support/gateway.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';
import { START_BULK_RESUME } from '../support/queries.js';
import { WAYS } from '../support/subscribers.js';

const JOB = 'id state total resumed failed finishedAt';
const READ = `query ($id: ID!) { bulkResume(id: $id) { ${JOB}
  items(first: 500) { edges { node { streamName outcome code attempts } } } } }`;
const CANCEL = 'mutation ($id: ID!) { cancelBulkResume(input: { id: $id }) { bulkResume { id state } } }';
const PROGRESS = 'subscription ($id: ID!) { bulkResumeProgress(id: $id) { id state } }';
const domainName = 'push.example.com';

const toGrant = (subject: string, allow: string, apps = "['*']"): string =>
  `  - match: { claim: sub, is: ${subject} }\n    allow: [${allow}]\n    domains: [${domainName}]\n    apps: ${apps}\n`;
const toFile = (...grants: readonly string[]): string =>
  grants.length === 0 ? 'grants: []\n' : `grants:\n${grants.join('')}`;

interface Item {
  readonly streamName: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly attempts: number;
}
interface Job {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly resumed: number;
  readonly failed: number;
  readonly finishedAt: string | null;
  readonly items: { readonly edges: readonly { readonly node: Item }[] };
}

let folder: string;
let server: JwksServer;
let gateway: TestGateway;
const tokens = new Map<string, string>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'grants-'));
  server = await createJwksServer();
  tokens.clear();
});
afterEach(async () => {
  await gateway.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const grantsFile = (): string => join(folder, 'grants.yaml');

async function open(grants: string, perSecond: number): Promise<void> {
  writeFileSync(grantsFile(), grants);
  gateway = await startGateway({
    AUTH_JWKS_URL: server.url,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    GRANTS_FILE: grantsFile(),
    CALLER_REQUESTS_PER_SECOND: '0',
    CALLER_READS_PER_SECOND: '0',
    LIVE_CLIENT: 'core',
    BUDGET_RESUME_LIVE_STREAM: String(perSecond),
  });
}

async function tokenOf(subject: string): Promise<string> {
  const token = tokens.get(subject) ?? (await server.mint({ claims: { sub: subject } }));
  tokens.set(subject, token);
  return token;
}

async function ask(subject: string, query: string, variables: Record<string, unknown>): Promise<Answer> {
  return gateway.post(query, variables, { authorization: `Bearer ${await tokenOf(subject)}` });
}

async function start(subject: string, streams: readonly object[]): Promise<string> {
  const { body } = await ask(subject, START_BULK_RESUME, { input: { domainName, streams } });
  expect(body.errors).toBeUndefined();
  return (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume.id;
}

async function read(subject: string, id: string): Promise<Job | null> {
  const { body } = await ask(subject, READ, { id });
  expect(body.errors).toBeUndefined();
  return (body.data?.['bulkResume'] ?? null) as Job | null;
}

async function ended(subject: string, id: string): Promise<Job> {
  for (;;) {
    const job = await read(subject, id);
    if (job !== null && job.finishedAt !== null) return job;
    await sleep(20);
  }
}

const toStreams = (count: number, appName = 'live') =>
  Array.from({ length: count }, (_, n) => ({ appName, streamName: `${appName}-${n}` }));
const sent = (): number => gateway.emulator.calls({ action: 'ResumeLiveStream' }).length;

describe('the grants in force while a bulk job runs', () => {
  test('are checked for every item: an item that its caller may no longer resume fails with FORBIDDEN and is not sent', async () => {
    await open(toFile(toGrant('maya', 'read, resume')), 30);
    const id = await start('maya', toStreams(120));
    while (sent() < 10) await sleep(5);
    writeFileSync(grantsFile(), toFile());
    expect(await gateway.reload()).toBe(true);
    const sentBefore = sent();
    const job = await ended('maya', id);
    // A call that had a permit when the grants were reloaded may still be sent.
    expect(sent() - sentBefore).toBeLessThanOrEqual(2);
    expect(job).toMatchObject({ state: 'FINISHED', resumed: sent(), failed: 120 - sent() });
    const refused = job.items.edges.filter(({ node }) => node.outcome === 'FAILED');
    expect(refused.length).toBeGreaterThan(80);
    for (const { node } of refused) expect(node).toMatchObject({ code: 'FORBIDDEN', attempts: 0 });
  }, 30_000);

  test('apply to each app separately, and items that are still granted continue', async () => {
    await open(toFile(toGrant('maya', 'read, resume')), 30);
    const id = await start('maya', [...toStreams(30, 'live'), ...toStreams(30, 'event')]);
    while (sent() < 5) await sleep(5);
    writeFileSync(grantsFile(), toFile(toGrant('maya', 'read, resume', '[live]')));
    expect(await gateway.reload()).toBe(true);
    const job = await ended('maya', id);
    const outcomes = job.items.edges.map(
      ({ node }) => `${node.streamName.split('-', 1).join('')} ${node.outcome}`,
    );
    expect(outcomes.filter((outcome) => outcome === 'live RESUMED')).toHaveLength(30);
    expect(outcomes.filter((outcome) => outcome === 'event FAILED').length).toBeGreaterThan(20);
  }, 30_000);
});

describe('a `manage` grant', () => {
  const others = [
    toGrant('maya', 'read, resume'),
    toGrant('lead', 'manage'),
    toGrant('live-lead', 'manage', '[live]'),
    toGrant('reader', 'read, resume, forbid'),
  ];

  test('for all streams of a job allows a caller to read and cancel the job of another caller', async () => {
    await open(toFile(...others), 5);
    const id = await start('maya', [...toStreams(40, 'live'), ...toStreams(40, 'event')]);
    expect(await read('lead', id)).toMatchObject({ id, total: 80, state: 'RUNNING' });
    const { body } = await ask('lead', CANCEL, { id });
    expect(body.data?.['cancelBulkResume']).toMatchObject({ bulkResume: { id, state: 'CANCELLED' } });
    expect(await ended('maya', id)).toMatchObject({ state: 'CANCELLED', resumed: sent() });
  });

  test.each([
    ['a grant for some of its apps', 'live-lead'],
    ['other operations', 'reader'],
    ['no grant', 'stranger'],
  ])('is needed: with %s the job is as if it did not exist', async (_what, who) => {
    await open(toFile(...others), 5);
    const id = await start('maya', [...toStreams(4, 'live'), ...toStreams(4, 'event')]);
    expect(await read(who, id)).toBeNull();
    const { body } = await ask(who, CANCEL, { id });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'JOB_NOT_FOUND', outcome: 'NOT_SENT' });
    expect(await read('maya', id)).toMatchObject({ state: 'RUNNING' });
  });

  test('for some apps is sufficient if the job has only streams of these apps', async () => {
    await open(toFile(...others), 5);
    const id = await start('maya', toStreams(40, 'live'));
    expect(await read('live-lead', id)).toMatchObject({ id, state: 'RUNNING' });
  });

  test.each(Object.entries(WAYS))(
    'allows a caller to watch the job of another caller by %s',
    async (_name, subscribe) => {
      await open(toFile(...others), 5);
      const id = await start('maya', [...toStreams(40, 'live'), ...toStreams(40, 'event')]);
      const watch = async (who: string) =>
        subscribe({ url: gateway.url, token: await tokenOf(who), query: PROGRESS, variables: { id } }).nth(1);
      expect(await watch('live-lead')).toMatchObject({ errors: [{ extensions: { code: 'JOB_NOT_FOUND' } }] });
      expect(await watch('lead')).toMatchObject({ data: { bulkResumeProgress: { id } } });
    },
  );
});
