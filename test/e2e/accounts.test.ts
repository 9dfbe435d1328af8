import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type AccountWorld,
  AccountsFolder,
  startAccount,
  startAccountsGateway,
} from '../support/accounts.js';
import { type Answer, type TestGateway } from '../support/gateway.js';
import { createKeptLog } from '../support/log-lines.js';
import { readMetrics } from '../support/metrics-page.js';
import { RESUME } from '../support/queries.js';

const RESUME_MANY = `mutation ($input: ResumeLiveStreamsInput!) {
  resumeLiveStreams(input: $input) {
    results { requestId error { code outcome } stream { domain { account } } }
  }
}`;
const BY_ADDRESS = `query ($addresses: [LiveStreamAddressInput!]!) {
  liveStreamsByAddress(addresses: $addresses) { domainName status domain { account } }
}`;
const DOMAINS = '{ liveDomains { totalCount missingAccounts nodes { name account } } }';

let a: AccountWorld;
let b: AccountWorld;
let folder: AccountsFolder;
let gateway: TestGateway;
const { logger, lines } = createKeptLog('debug');

beforeEach(async () => {
  lines.length = 0;
  folder = new AccountsFolder();
  [a, b] = await Promise.all([startAccount('brand-a'), startAccount('brand-b')]);
});
afterEach(async () => {
  await gateway.close();
  await Promise.all([a.emulator.close(), b.emulator.close()]);
  folder.remove();
});

const open = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
  gateway = await startAccountsGateway(folder, [a, b], env, { logger, guard: { retry: { attempts: 1 } } });
};
const streamOf = ({ ingestDomain: domainName }: Pick<AccountWorld, 'ingestDomain'>, streamName = 'one') => ({
  domainName,
  appName: 'live',
  streamName,
});
const resume = (domainName: string): Promise<Answer> =>
  gateway.post(RESUME, { input: streamOf({ ingestDomain: domainName }) });
const callsOf = ({ emulator }: AccountWorld, action?: string): number => emulator.calls({ action }).length;
async function ready(): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(new URL('/health/ready', gateway.url));
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('a request', () => {
  beforeEach(() => open());

  test('uses only the keys of the account of its domain', async () => {
    for (const { ingestDomain } of [a, b]) expect((await resume(ingestDomain)).body.errors).toBeUndefined();
    for (const { emulator, ingestDomain, keys } of [a, b])
      expect(emulator.calls({ action: 'ResumeLiveStream' })).toEqual([
        expect.objectContaining({
          accessKeyId: keys.accessKeyId,
          params: expect.objectContaining({ DomainName: ingestDomain }) as unknown,
        }),
      ]);
  });

  test('for a domain of no account fails with DOMAIN_NOT_FOUND and NOT_SENT, without a call or an action', async () => {
    const [error] = (await resume('push.brand-c.example.com')).body.errors ?? [];
    expect(error?.extensions).toMatchObject({
      code: 'DOMAIN_NOT_FOUND',
      outcome: 'NOT_SENT',
      retryable: false,
    });
    expect([callsOf(a), callsOf(b)]).toEqual([0, 0]);
    const job = await gateway.post(
      'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }',
      { input: { domainName: 'push.brand-c.example.com', streams: [{ appName: 'live', streamName: 'x' }] } },
    );
    expect(job.body.errors?.[0]?.extensions).toMatchObject({ code: 'DOMAIN_NOT_FOUND', outcome: 'NOT_SENT' });
  });

  test('that resumes streams of several accounts is split, and each stream has its own result', async () => {
    b.emulator.inject({ operation: 'ResumeLiveStream', fault: 'Forbidden.RAM', times: 1 });
    const streams = [
      streamOf(a),
      streamOf(b),
      streamOf({ ingestDomain: 'push.none.example.com' }),
      streamOf(a, 'two'),
    ];
    const { body } = await gateway.post(RESUME_MANY, { input: { streams } });
    const one = expect.any(String) as unknown;
    expect(body.data?.['resumeLiveStreams']).toMatchObject({
      results: [
        { requestId: one, error: null, stream: { domain: { account: 'brand-a' } } },
        {
          error: { code: 'UPSTREAM_DENIED', outcome: 'REJECTED' },
          stream: { domain: { account: 'brand-b' } },
        },
        { error: { code: 'DOMAIN_NOT_FOUND', outcome: 'NOT_SENT' }, stream: { domain: null } },
        { requestId: one, error: null, stream: { domain: { account: 'brand-a' } } },
      ],
    });
    expect([callsOf(a, 'ResumeLiveStream'), callsOf(b, 'ResumeLiveStream')]).toEqual([2, 1]);
  });

  test('that reads streams of several accounts returns the data of one account if another fails', async () => {
    a.emulator.inject({ fault: 'ServiceUnavailable', times: 'always' });
    const { body } = await gateway.post(BY_ADDRESS, { addresses: [streamOf(a), streamOf(b)] });
    expect(body.data?.['liveStreamsByAddress']).toEqual([
      { domainName: a.ingestDomain, status: null, domain: null },
      { domainName: b.ingestDomain, status: 'FORBIDDEN', domain: { account: 'brand-b' } },
    ]);
    expect(body.errors?.map(({ path }) => path?.join('.')).sort()).toEqual([
      'liveStreamsByAddress.0.domain',
      'liveStreamsByAddress.0.status',
    ]);
  });

  test('lists the domains of all accounts, and names the accounts whose list cannot be read', async () => {
    const all = await gateway.post(DOMAINS);
    expect(all.body.data?.['liveDomains']).toEqual({
      totalCount: 2,
      missingAccounts: [],
      nodes: [
        { name: a.ingestDomain, account: 'brand-a' },
        { name: b.ingestDomain, account: 'brand-b' },
      ],
    });
  });

  test('returns the account of each budget', async () => {
    const { body } = await gateway.post('{ liveCallBudgets { account operation limit } }');
    const budgets = body.data?.['liveCallBudgets'] as readonly { account: string; operation: string }[];
    expect(budgets.filter(({ operation }) => operation === 'ResumeLiveStream')).toEqual([
      { account: 'brand-a', operation: 'ResumeLiveStream', limit: 30 },
      { account: 'brand-b', operation: 'ResumeLiveStream', limit: 30 },
    ]);
  });
});

test('the list of domains is marked as incomplete if an account denies the call', async () => {
  await open();
  a.emulator.inject({ fault: 'Forbidden.RAM', times: 'always' });
  const { body } = await gateway.post(DOMAINS);
  expect(body.errors).toBeUndefined();
  expect(body.data?.['liveDomains']).toEqual({
    totalCount: null,
    missingAccounts: ['brand-a'],
    nodes: [{ name: b.ingestDomain, account: 'brand-b' }],
  });
});

test('the list of domains fails with the error of an account if every account fails', async () => {
  await open();
  for (const { emulator } of [a, b]) emulator.inject({ fault: 'Forbidden.RAM', times: 'always' });
  const { body } = await gateway.post(DOMAINS);
  expect(body.data).toEqual({ liveDomains: null });
  expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UPSTREAM_DENIED']);
});

test('readiness names each account, and fails only when no account is usable', async () => {
  await open();
  const both = { 'account brand-a': 'ok', 'account brand-b': 'ok' };
  expect(await ready()).toMatchObject({ status: 200, body: { status: 'ready', parts: both } });
  a.emulator.inject({ fault: 'InvalidAccessKeyId.NotFound', times: 'always' });
  await resume(a.ingestDomain);
  expect(await ready()).toMatchObject({
    status: 200,
    body: {
      status: 'ready',
      parts: { ...both, 'account brand-a': 'failing' },
      reasons: { 'account brand-a': 'rejected' },
      breakers: { 'brand-a': 'closed', 'brand-b': 'closed' },
    },
  });
  b.emulator.inject({ fault: 'InvalidAccessKeyId.NotFound', times: 'always' });
  await resume(b.ingestDomain);
  expect(await ready()).toMatchObject({ status: 503, body: { status: 'failing' } });
});

test('log lines and metrics name the account, and never a key of it', async () => {
  await open();
  await resume(a.ingestDomain);
  await gateway.post(BY_ADDRESS, { addresses: [streamOf(b)] });
  const { series } = await readMetrics(gateway.url);
  const calls = series.filter(({ name }) => name === 'apsara_live_gateway_upstream_call_seconds_count');
  expect(new Set(calls.map(({ labels }) => labels['account']))).toEqual(new Set(['brand-a', 'brand-b']));
  const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(logged.filter(({ msg }) => msg === 'operation')).toEqual([
    expect.objectContaining({ account: 'brand-a', operation: 'ResumeLiveStream' }),
  ]);
  expect(new Set(logged.filter(({ msg }) => msg === 'read').map(({ account }) => account))).toEqual(
    new Set(['brand-b']),
  );
  const everything = [...lines, JSON.stringify(series), JSON.stringify(await ready())].join('\n');
  for (const { keys, endpoint } of [a, b])
    for (const secret of [keys.accessKeyId, keys.accessKeySecret, endpoint])
      expect(everything).not.toContain(secret);
});

describe('an account that does not answer', () => {
  beforeEach(async () => {
    await open({ LIVE_TIMEOUT_MS: '2000' });
    a.emulator.inject({ fault: 'hang', times: 'always' });
  });

  test('delays no call of another account', async () => {
    const hanging = Array.from({ length: 100 }, (_, n) =>
      gateway.post(RESUME, { input: streamOf(a, `hangs-${n}`) }),
    );
    const startMs = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => gateway.post(RESUME, { input: streamOf(b, `s-${n}`) })),
    );
    expect(performance.now() - startMs).toBeLessThan(1_500);
    for (const { body } of answers) expect(body.errors).toBeUndefined();
    await Promise.all(hanging);
  });

  test('opens only its own breaker', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => gateway.post(RESUME, { input: streamOf(a, `hangs-${n}`) })),
    );
    expect(await ready()).toMatchObject({
      status: 200,
      body: { breakers: { 'brand-a': 'open', 'brand-b': 'closed' } },
    });
    expect((await resume(b.ingestDomain)).body.errors).toBeUndefined();
  });

  test('delays no job of another account', async () => {
    const start = async ({ ingestDomain: domainName }: AccountWorld, count: number): Promise<string> => {
      const streams = Array.from({ length: count }, (_, n) => ({ appName: 'live', streamName: `s-${n}` }));
      const { body } = await gateway.post(
        'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }',
        { input: { domainName, streams } },
      );
      return (body.data as { startBulkResume: { bulkResume: { id: string } } }).startBulkResume.bulkResume.id;
    };
    await start(a, 500);
    const id = await start(b, 40);
    const deadlineMs = performance.now() + 10_000;
    for (;;) {
      const { body } = await gateway.post('query ($id: ID!) { bulkResume(id: $id) { state resumed } }', {
        id,
      });
      const job = body.data?.['bulkResume'] as { readonly state: string; readonly resumed: number };
      if (job.state === 'FINISHED') {
        expect(job.resumed).toBe(40);
        return;
      }
      expect(performance.now()).toBeLessThan(deadlineMs);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});
