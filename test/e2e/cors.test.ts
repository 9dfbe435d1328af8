import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { chromiumPath, launchChromium } from '../support/chromium.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { type HttpServer, serveHttp } from '../support/http-server.js';
import { RESUME } from '../support/queries.js';

const withBrowser = chromiumPath === undefined && process.env['CI'] === undefined ? describe.skip : describe;
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';

/** A front end on an origin of its own. */
function startPage(): Promise<HttpServer> {
  return serveHttp((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>front end</title>');
  });
}

let gateway: TestGateway;
let allowed: HttpServer;
let foreign: HttpServer;
const jobs = new MemoryBulkResumes();

beforeAll(async () => {
  allowed = await startPage();
  foreign = await startPage();
  // A gateway in development allows every page of this machine, so that a front end works during development.
  gateway = await startGateway(
    { ALLOWED_ORIGINS: allowed.origin, HOST: '0.0.0.0', AUTH_MODE: 'dev' },
    { bulkResumes: jobs },
  );
});
afterAll(async () => {
  await gateway.close();
  await allowed.close();
  await foreign.close();
});
beforeEach(() => {
  gateway.emulator.reset();
});

describe('a preflight', () => {
  const preflight = (path: string, origin: string) =>
    fetch(new URL(path, gateway.url), {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  test('of an allowed origin is answered without credentials mode', async () => {
    const { status, headers } = await preflight('/graphql', allowed.origin);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(allowed.origin);
    expect(headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('vary')).toBe('origin');
  });

  test('of another origin is refused, and the refusal is logged', async () => {
    const response = await preflight('/graphql', foreign.origin);
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await response.text()).toContain('ALLOWED_ORIGINS');
  });

  test.each(['/metrics', '/health/ready', '/other'])('of %s is never allowed', async (path) => {
    const { headers } = await preflight(path, allowed.origin);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

withBrowser('a page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  const open = async ({ origin }: { origin: string }): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(origin);
    return page;
  };
  const resume = (page: Page): Promise<unknown> =>
    page.evaluate(
      async ([url, token, query, input]) => {
        try {
          const response = await fetch(url, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
            body: JSON.stringify({ query, variables: { input } }),
          });
          const { data } = (await response.json()) as { data: { resumeLiveStream: { requestId: string } } };
          return { ...data.resumeLiveStream, correlationId: response.headers.get('x-correlation-id') };
        } catch (thrown) {
          return String(thrown);
        }
      },
      [gateway.url, gateway.token ?? '', RESUME, DEMO_STREAM] as const,
    );

  test('of an allowed origin resumes a stream and reads the correlation id', async () => {
    const page = await open(allowed);
    expect(await resume(page)).toMatchObject({
      requestId: expect.any(String),
      correlationId: expect.stringMatching(/^[\w-]{8,}$/),
    });
    expect(gateway.emulator.calls()).toHaveLength(1);
    await page.close();
  });

  test('of another origin cannot send a request', async () => {
    const page = await open(foreign);
    expect(await resume(page)).toMatch(/Failed to fetch/);
    expect(gateway.emulator.calls()).toEqual([]);
    await page.close();
  });

  test('of an allowed origin reads an event stream', async () => {
    const streams = [{ appName: 'live', streamName: 'a' }];
    const { body } = await gateway.post(START, { input: { domainName: 'push.example.com', streams } });
    const { id } = (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
    jobs.settle(id, 'RESUMED');
    const page = await open(allowed);
    const text = await page.evaluate(
      async ([url, token, jobId]) => {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            accept: 'text/event-stream',
            'content-type': 'application/json',
            authorization: `Bearer ${token}`,
          },
          body: JSON.stringify({
            query: 'subscription ($id: ID!) { bulkResumeProgress(id: $id) { state } }',
            variables: { id: jobId },
          }),
        });
        return response.text();
      },
      [gateway.url, gateway.token ?? '', id] as const,
    );
    expect(text).toContain('FINISHED');
    await page.close();
  });

  test.each([
    ['an allowed', () => allowed, 'connection_ack'],
    ['another', () => foreign, 'closed'],
  ])('of %s origin opens a WebSocket only where it may', async (_title, which, expected) => {
    const page = await open(which());
    const got = await page.evaluate(
      ([url, token]) =>
        new Promise((resolve) => {
          const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
          socket.onopen = () => {
            socket.send(
              JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }),
            );
          };
          socket.onmessage = ({ data }) => {
            resolve((JSON.parse(String(data)) as { type: string }).type);
          };
          socket.onclose = () => {
            resolve('closed');
          };
        }),
      [gateway.url, gateway.token ?? ''] as const,
    );
    expect(got).toBe(expected);
    await page.close();
  });
});
