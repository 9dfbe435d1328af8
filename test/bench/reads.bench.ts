import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmulatorProcess } from '../support/emulator-process.js';
import { AUDIENCE, createJwksServer, ISSUER } from '../support/jwks-server.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';
import { type Bench, type Row } from './bench.js';
import { type Metered, startMetered } from './gateway/metered.js';
import { median } from './median.js';

const MAIN = join(process.cwd(), 'dist/main.js');
const DOMAIN = 'push.example.com';
const MOST_CPU_MS = 300;
const MOST_SLICE_MS = 50;
const MOST_P99_MS = 500;
const MOST_RSS_MIB = 400;
const ATTACK_MS = 15_000;
const ATTACKERS = 32;
const RESUME_EVERY_MS = 50;
const TIMES = 7;
/** The number of forbidden streams of the domain. A page has at most 500. */
const FORBIDDEN = 2_000;

const GRANTS = `grants:
  - match: { claim: roles, has: moderator }
    allow: [read, resume, forbid]
    domains: ['*']
    apps: ['*']
`;

const aliases = (count: number, toField: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => `a${n}: ${toField(n)}`).join(' ');
const ADDRESS = 'id domainName appName streamName';

interface Read {
  readonly query: string;
  readonly variables?: object;
}

const references = (count: number): object => ({
  r: Array.from({ length: count }, (_, n) => ({
    __typename: 'LiveStream',
    domainName: DOMAIN,
    appName: 'live',
    streamName: `s-${n}`,
  })),
});

/** Kinds of expensive reads. For each, the largest allowed size is measured. */
const WAYS: Readonly<Record<string, { readonly from: number; readonly toRead: (size: number) => Read }>> = {
  'references with nine pages of actions each': {
    from: 1_000,
    toRead: (size) => ({
      query: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on LiveStream {
        ${ADDRESS} forbiddenUntil ${aliases(9, (n) => `actions(first: ${n + 1}) { totalCount edges { node { id } } }`)} } } }`,
      variables: references(size),
    }),
  },
  'references with their status': {
    from: 1_000,
    toRead: (size) => ({
      query: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on LiveStream {
        ${ADDRESS} status publishedAt forbiddenUntil } } }`,
      variables: references(size),
    }),
  },
  'pages of 500 streams': {
    from: 20,
    toRead: (size) => ({
      query: `{ liveDomain(name: "${DOMAIN}") { ${aliases(
        size,
        () => `forbiddenStreams(first: 500) { totalCount edges { cursor node { ${ADDRESS} } } }`,
      )} } }`,
    }),
  },
  'actions of each of 500 streams': {
    from: 20,
    toRead: (size) => ({
      query: `{ liveDomain(name: "${DOMAIN}") { forbiddenStreams(first: 500) { edges { node { ${ADDRESS} status forbiddenUntil
        actions(first: ${size}) { totalCount edges { node { id kind by outcome startedAt } } } } } } } }`,
    }),
  },
  introspections: {
    from: 4,
    toRead: (size) => ({
      query: `{ ${aliases(
        size,
        () =>
          '__schema { types { name description fields { name description args { name description type { name ofType { name } } } type { name ofType { name ofType { name } } } } } }',
      )} }`,
    }),
  },
};

/** Gives each of 500 forbidden streams as many actions as a page of the most expensive read. */
async function seedActions(gateway: Metered, token: string): Promise<void> {
  for (let n = 0; n < 500; n += 1) {
    const input = `domainName: "${DOMAIN}", appName: "live", streamName: "s-${n}"`;
    const query = `mutation { ${aliases(10, () => `forbidLiveStream(input: { ${input} }) { requestId }`)} }`;
    const { text } = await post(gateway.url, token, { query });
    if (text.includes('"errors"')) throw new Error(text.slice(0, 300));
  }
}

/** Returns the largest allowed read of each kind. */
async function findReads(gateway: Metered, token: string): Promise<ReadonlyMap<string, Read>> {
  const reads = new Map<string, Read>();
  for (const [way, { from, toRead }] of Object.entries(WAYS))
    for (let size = from; size > 0; size -= Math.ceil(from / 50)) {
      const { text } = await post(gateway.url, token, toRead(size));
      if (text.includes('REQUEST_TOO_COMPLEX')) continue;
      reads.set(`${size} ${way}`, toRead(size));
      break;
    }
  return reads;
}

const agent = new Agent({ keepAlive: true });

function post(url: string, token: string, body: Read): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const sent = httpRequest(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

/** Returns the CPU time of one kind of read, and the longest time that it blocks the event loop. */
async function measureRead(
  gateway: Metered,
  token: string,
  read: Read,
): Promise<[cpuMs: number, sliceMs: number]> {
  const cpu: number[] = [];
  const slices: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    await gateway.ask('delay');
    const before = (await gateway.ask('read')).cpuUs;
    const { text } = await post(gateway.url, token, read);
    const { cpuUs, longestDelayMs } = await gateway.ask('read');
    if (text.includes('"RATE_LIMITED"') || text.includes('REQUEST_TOO_COMPLEX'))
      throw new Error(text.slice(0, 300));
    cpu.push((cpuUs - before) / 1_000);
    slices.push(longestDelayMs);
  }
  return [median(cpu), median(slices)];
}

/** Sends the most expensive reads of one caller at its limit, while another caller resumes. */
async function measureAttack(
  gateway: Metered,
  attacker: string,
  moderator: string,
  reads: readonly Read[],
): Promise<{ p99: number; p50: number; rssMib: number; answered: number; refused: number }> {
  const endMs = performance.now() + ATTACK_MS;
  let answered = 0;
  let refused = 0;
  const attack = async (n: number): Promise<void> => {
    for (let turn = n; performance.now() < endMs; turn += 1) {
      const { text } = await post(gateway.url, attacker, reads[turn % reads.length] ?? { query: '' });
      if (text.includes('"RATE_LIMITED"')) {
        refused += 1;
        await sleep(20);
      } else answered += 1;
    }
  };
  const took: number[] = [];
  let rss = 0;
  const resume = async (): Promise<void> => {
    for (let n = 0; performance.now() < endMs; n += 1) {
      const beganMs = performance.now();
      const input = { domainName: DOMAIN, appName: 'live', streamName: `m-${n}` };
      const query = 'mutation ($i: ResumeLiveStreamInput!) { resumeLiveStream(input: $i) { requestId } }';
      const { text } = await post(gateway.url, moderator, { query, variables: { i: input } });
      if (!text.includes('"requestId":"')) throw new Error(text.slice(0, 300));
      took.push(performance.now() - beganMs);
      if (n % 20 === 0) rss = Math.max(rss, (await gateway.ask('read')).rss);
      await sleep(RESUME_EVERY_MS);
    }
  };
  await Promise.all([resume(), ...Array.from({ length: ATTACKERS }, (_, n) => attack(n))]);
  const sorted = took.toSorted((a, b) => a - b);
  return {
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    rssMib: rss / 1024 / 1024,
    answered,
    refused,
  };
}

/** Measures the cost of the largest allowed reads, and their effect on another caller. */
export const readsBench: Bench = {
  title: 'reads: the most expensive allowed requests, and another caller meanwhile',
  async run() {
    const emulator = await startEmulatorProcess();
    await emulator.post('settings', { limits: 'off' });
    const server = await createJwksServer();
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    const grantsFile = join(folder, 'grants.yaml');
    writeFileSync(grantsFile, GRANTS);
    const start = (reads: string): Promise<Metered> =>
      startMetered({
        script: MAIN,
        env: {
          PORT: '0',
          LOG_LEVEL: 'info',
          LIVE_CLIENT: 'core',
          ...toUpstreamEnv(emulator.endpoint),
          ...DEMO_KEYS,
          DATABASE_URL: `file:${join(folder, 'gateway.db')}`,
          AUTH_JWKS_URL: server.url,
          AUTH_ISSUER: ISSUER,
          AUTH_AUDIENCE: AUDIENCE,
          GRANTS_FILE: grantsFile,
          CALLER_READS_PER_SECOND: reads,
          CALLER_REQUESTS_PER_SECOND: '0',
          BUDGET_RESUME_LIVE_STREAM: '0',
          BUDGET_FORBID_LIVE_STREAM: '0',
        },
      });
    try {
      for (let n = 0; n < FORBIDDEN; n += 1)
        await emulator.post('forbid', { domainName: DOMAIN, appName: 'live', streamName: `s-${n}` });
      const attacker = await server.mint({ claims: { sub: 'attacker' } });
      const moderator = await server.mint({ claims: { sub: 'maya' } });
      const rows: Row[] = [];
      const free = await start('0');
      await seedActions(free, moderator);
      const reads = await findReads(free, attacker);
      for (const [name, read] of reads) {
        const [cpuMs, sliceMs] = await measureRead(free, attacker, read);
        rows.push(
          { what: `${name}: CPU`, figure: cpuMs, unit: 'ms', ideal: MOST_CPU_MS, beside: 'the bound' },
          {
            what: `${name}: longest slice`,
            figure: sliceMs,
            unit: 'ms',
            ideal: MOST_SLICE_MS,
            beside: 'the bound',
          },
        );
      }
      await free.stop();
      const limited = await start('200');
      const { p50, p99, rssMib, answered, refused } = await measureAttack(limited, attacker, moderator, [
        ...reads.values(),
      ]);
      await limited.stop();
      process.stdout.write(
        `${answered} expensive reads answered and ${refused} refused in ${ATTACK_MS / 1_000} s\n`,
      );
      return [
        ...rows,
        {
          what: 'another caller’s resume meanwhile, p50',
          figure: p50,
          unit: 'ms',
          ideal: MOST_P99_MS,
          beside: 'the bound of p99',
        },
        {
          what: 'another caller’s resume meanwhile, p99',
          figure: p99,
          unit: 'ms',
          ideal: MOST_P99_MS,
          beside: 'the bound',
        },
        { what: 'memory meanwhile', figure: rssMib, unit: 'MiB', ideal: MOST_RSS_MIB, beside: 'the bound' },
      ];
    } finally {
      agent.destroy();
      emulator.stop();
      await server.close();
      rmSync(folder, { recursive: true });
    }
  },
};
