import { Agent, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DEMO_ACCOUNT } from '../../src/emulator/demo-world.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createKeptLog, withoutAddresses } from '../support/log-lines.js';
import { anyBody, anyDocument, anyHttpBytes, anyReading, anyVariables, CANARY } from './fuzz/arbitraries.js';
import { exchange, type Got } from './hostile/exchange.js';

const RESUME = 'mutation($input: ResumeLiveStreamInput!) { resumeLiveStream(input: $input) { requestId } }';
const READ = `query($name: String!, $first: Int!, $after: String, $appName: String, $references: [_Any!]!) {
  liveDomain(name: $name) {
    forbiddenStreams(first: $first, after: $after, appName: $appName) { totalCount }
    onlineStreams(first: $first, after: $after, appName: $appName) { totalCount }
  }
  _entities(representations: $references) {
    ... on LiveStream { status publishedAt actions(first: $first, after: $after) { totalCount } }
    ... on LiveDomain { streamingDomain onlineStreams(appName: $appName) { totalCount } }
  }
}`;
/** The requests of one fast-check run, which are sent in parallel. */
const BATCH = 50;

const log = createKeptLog('debug');
const statuses = new Map<number, number>();
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
let gateway: TestGateway;
let port: number;
let secrets: string[];

beforeAll(async () => {
  gateway = await startGateway(
    // The emulator answers every request that is accepted.
    { LIVE_CLIENT: 'core', BUDGET_RESUME_LIVE_STREAM: '0' },
    {
      logger: log.logger,
      timeouts: { headersMs: 100, requestMs: 100, keepAliveMs: 1_000, checkEveryMs: 25 },
    },
  );
  port = Number(new URL(gateway.url).port);
  secrets = [
    ...Object.values(DEMO_ACCOUNT),
    gateway.emulatorEndpoint ?? '',
    (gateway.token ?? '').slice(-40),
    'node_modules',
    '/src/',
    'at async',
  ];
});

afterAll(async () => {
  const sent = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const seen = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  process.stdout.write(
    `${sent} malformed requests, by status (0: closed without an answer): ${seen.join(', ')}\n`,
  );
  agent.destroy();
  await gateway.close();
});

/** Over kept connections, so that leftovers of one request would reach the next. */
function post(body: string, headers: Record<string, string> = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      gateway.url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.token}`, ...headers },
      },
      (response) => {
        let text = JSON.stringify(response.headers);
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, code: '', text });
        });
      },
    );
    sent.on('error', (fault: NodeJS.ErrnoException) => {
      // The gateway closed a connection that was idle at the moment it was used again.
      if (sent.reusedSocket && fault.code === 'ECONNRESET') resolve(post(body, headers));
      else reject(fault);
    });
    sent.end(body);
  });
}

function judge({ status, text }: Got): void {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  expect(text).not.toBe('left open');
  expect(status).toBeLessThan(500);
  expect(text).not.toMatch(/HTTP\/1\.1 5\d\d/);
  expect(text).not.toContain('INTERNAL_SERVER_ERROR');
  expect(text).not.toContain(CANARY);
  for (const secret of secrets) expect(text).not.toContain(secret);
}

async function fuzz<T>(one: fc.Arbitrary<T>, runs: number, send: (value: T) => Promise<Got>): Promise<void> {
  const batch = fc.array(one, { minLength: BATCH, maxLength: BATCH });
  await fc.assert(
    fc.asyncProperty(batch, async (values) => {
      for (const got of await Promise.all(values.map(send))) judge(got);
    }),
    // A counterexample of a whole batch is shrunk to the one request in it within seconds.
    { numRuns: runs / BATCH, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
  );
  expect((await fetch(new URL('/health/ready', gateway.url))).status).toBe(200);
}

describe('no request causes a 5xx, a crash, or an answer with a secret', () => {
  test(
    '1,500 streams of bytes that are nearly HTTP',
    () => fuzz(anyHttpBytes, 1_500, (bytes) => exchange(port, bytes, 'latin1')),
    120_000,
  );

  test('1,500 bodies that are almost JSON', () => fuzz(anyBody, 1_500, (body) => post(body)), 120_000);

  test(
    '2,500 documents that are nearly GraphQL',
    () =>
      fuzz(anyDocument, 2_500, (query) =>
        post(JSON.stringify({ query, variables: { s: CANARY } }), {
          accept: query.length % 2 === 0 ? 'application/json' : 'application/graphql-response+json',
        }),
      ),
    120_000,
  );

  test(
    '1,500 variables of every shape',
    () => fuzz(anyVariables, 1_500, (variables) => post(JSON.stringify({ query: RESUME, variables }))),
    120_000,
  );

  test(
    '1,000 readings of whatever may be read',
    () => fuzz(anyReading, 1_000, (variables) => post(JSON.stringify({ query: READ, variables }))),
    120_000,
  );

  test('the log of these requests has no secret and no value', () => {
    const text = withoutAddresses(log.lines);
    expect(text.length).toBeGreaterThan(0);
    expect(text).not.toContain(CANARY);
    for (const secret of secrets.slice(0, 4)) expect(text).not.toContain(secret);
    expect(text).not.toContain('"level":"error"');
  });
});
