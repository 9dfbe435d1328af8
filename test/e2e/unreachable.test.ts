import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { loadShape } from '../support/generated-client-shape.js';
import { createJwksServer, type JwksMode } from '../support/jwks-server.js';
import { createKeptLog } from '../support/log-lines.js';
import { RESUME } from '../support/queries.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';

const { logger, lines } = createKeptLog();
let gateway: TestGateway | undefined;
/** Accepts connections, but does not answer with TLS. */
let plain: Server;

beforeEach(async () => {
  lines.length = 0;
  plain = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => plain.once('listening', resolve));
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
  plain.close();
});

const linesOf = (msg: string): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['msg'] === msg);
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function unusedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const port = portOf(server);
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  return `127.0.0.1:${port}`;
}

describe.each(['core', 'sdk'])('LIVE_ENDPOINT through %s', (client) => {
  test.each([
    ['cannot be resolved', (): string => 'live.example.invalid', 'https', 'dns'],
    ['refuses the connection', unusedAddress, 'http', 'refused'],
    ['speaks no TLS', (): string => `127.0.0.1:${portOf(plain)}`, 'https', 'tls'],
  ] as const)(
    'that %s leaves one line with its reason and no host',
    async (_what, place, protocol, reason) => {
      const endpoint: string = await place();
      gateway = await startGateway(
        {
          ...toUpstreamEnv(endpoint),
          ...DEMO_KEYS,
          LIVE_PROTOCOL: protocol,
          AUTH_MODE: 'dev',
          LIVE_CLIENT: client,
        },
        { logger, guard: { retry: { attempts: 1 } }, upstream: { loadSdk: () => loadShape() } },
      );
      const { body, text } = await gateway.post(RESUME, { input: DEMO_STREAM });
      expect(body.errors?.[0]?.extensions).toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
        retryable: true,
        outcome: 'NOT_SENT',
      });
      expect(linesOf('request failed')).toEqual([
        expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE', symptom: 'unreachable', reason }),
      ]);
      for (const secret of [endpoint, 'example.invalid', 'ECONN', 'ENOTFOUND', 'SSL'])
        expect([text, ...lines].join('\n')).not.toContain(secret);
    },
  );
});

describe('AUTH_JWKS_URL', () => {
  test.each<readonly [JwksMode, string]>([
    ['redirect', 'redirect'],
    ['notFound', 'not_found'],
    ['error', 'status'],
    ['garbage', 'not_json'],
    ['reset', 'reset'],
    ['hang', 'timeout'],
  ])(
    'that answers with %s leaves one line with the reason %s, and readiness has it',
    async (mode, reason) => {
      const server = await createJwksServer();
      server.setMode(mode);
      gateway = await startGateway(
        {
          AUTH_MODE: 'jwt',
          AUTH_JWKS_URL: server.url,
          AUTH_ISSUER: 'https://id.example.com/',
          AUTH_AUDIENCE: 'a',
        },
        { logger },
      );
      expect(linesOf('the keys for tokens cannot be fetched')).toEqual([
        expect.objectContaining({ level: 'warn', reason }),
      ]);
      const response = await fetch(new URL('/health/ready', gateway.url));
      const text = await response.text();
      expect(response.status).toBe(503);
      expect(JSON.parse(text)).toMatchObject({
        status: 'failing',
        parts: { keys: 'failing', credentials: 'ok' },
        reasons: { keys: reason },
      });
      for (const secret of [new URL(server.url).host, '/jwks', 'elsewhere', 'maintenance'])
        expect([text, ...lines].join('\n')).not.toContain(secret);
      await server.close();
    },
  );
});
