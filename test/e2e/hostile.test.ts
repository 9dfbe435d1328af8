import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';
import { createKeptLog, withoutAddresses } from '../support/log-lines.js';
import { DOCUMENT_CASES } from './hostile/document-cases.js';
import { ask, exchange, type Target } from './hostile/exchange.js';
import { GRANT_CASES, GRANTS, toClaimCases } from './hostile/grant-cases.js';
import { type HostileCase } from './hostile/hostile-case.js';
import { HTTP_CASES } from './hostile/http-cases.js';
import { READING_CASES } from './hostile/reading-cases.js';
import { createTokenCases } from './hostile/token-cases.js';

const RESUME =
  'mutation { resumeLiveStream(input: { domainName: "push.example.com", appName: "live", streamName: "match-42" }) { requestId } }';

const table: string[] = [];
const log = createKeptLog('info');
let server: JwksServer;
let gateway: TestGateway;
let emulator: Emulator;
let target: Target;

beforeAll(async () => {
  const grantsFile = join(mkdtempSync(join(tmpdir(), 'hostile-')), 'grants.yaml');
  writeFileSync(grantsFile, GRANTS);
  server = await createJwksServer();
  gateway = await startGateway(
    {
      AUTH_JWKS_URL: server.url,
      AUTH_ISSUER: ISSUER,
      AUTH_AUDIENCE: AUDIENCE,
      GRANTS_FILE: grantsFile,
      CALLER_REQUESTS_PER_SECOND: '1000',
    },
    { logger: log.logger, timeouts: { headersMs: 300, requestMs: 500, keepAliveMs: 200, checkEveryMs: 50 } },
  );
  emulator = gateway.emulator;
  target = { port: Number(new URL(gateway.url).port), token: await server.mint() };
});

afterAll(async () => {
  process.stdout.write(`${table.length} hostile requests\n${table.join('\n')}\n`);
  await gateway.close();
  await server.close();
});

async function check({ title, send, status, code }: HostileCase): Promise<void> {
  const got = await send(target);
  table.push(`${String(got.status).padEnd(4)} ${got.code.padEnd(29)} ${title}`);
  expect({ title, status: got.status, code: got.code }).toEqual({ title, status, code });
  expect(emulator.calls()).toEqual([]);
  expect(got.text).toMatch(/\r\nx-content-type-options: nosniff\r\n/i);
  expect(got.text).not.toMatch(/"requestId":"|\bstack\b|node_modules|LTAI-emulator|x-injected: 1\r\n/);
  expect(await health()).toBe(200);
}

async function health(): Promise<number> {
  return (await fetch(new URL('/health/live', gateway.url))).status;
}

describe('a hostile request is refused with its code and status, and nothing is sent', () => {
  test.each(HTTP_CASES)('HTTP: $title', check);
  test.each(DOCUMENT_CASES)('document: $title', check);
  test.each(GRANT_CASES)('grants: $title', check);
  test.each(READING_CASES)('reading: $title', check);

  test('claims: valid tokens without the needed grants', async () => {
    for (const one of toClaimCases(server)) await check(one);
  });

  test('tokens: every invalid token', async () => {
    const before = server.requests();
    for (const one of await createTokenCases(server)) await check(one);
    expect(server.requests() - before).toBeLessThanOrEqual(1);
  });
});

test('an idle connection is closed', async () => {
  const got = await exchange(target.port, 'GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n');
  expect(got.status).toBe(200);
  expect(got.text).toMatch(/\r\nConnection: keep-alive\r\n/);
});

test('a request for a thousand entities is answered, and causes few log lines', async () => {
  const before = log.lines.length;
  const r = Array.from({ length: 1_000 }, () => ({ __typename: 'LiveStream', id: 'nobody' }));
  const query = 'query($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
  const { status, code } = await ask(target, query, { r });
  expect({ status, code }).toEqual({ status: 200, code: 'BAD_USER_INPUT' });
  expect(log.lines.length - before).toBeLessThan(30);
});

test('the same gateway still serves a valid request', async () => {
  const got = await ask(target, RESUME);
  expect(got).toMatchObject({ status: 200, code: '' });
  expect(emulator.calls()).toHaveLength(1);
});

test('the log of these requests has no token, key or value', () => {
  const text = withoutAddresses(log.lines);
  expect(text).not.toContain(target.token.slice(-40));
  expect(text).not.toMatch(/brand-b|match-42|market-day|eyJ|LTAI|emulator-demo-secret|attacker/);
  expect(text).toContain('"code":"REQUEST_TOO_COMPLEX"');
});
