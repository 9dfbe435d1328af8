import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ ALLOWED_HOSTS: 'gateway.example.com' });
});
afterAll(() => gateway.close());

/** Requests a path with a chosen host name, like a page whose name resolves to this address. */
function get(path: string, host: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, gateway.url), { headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode, body });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the Host header', () => {
  test.each(['/metrics', '/metrics?x=1', '/graphql'])('with another name is refused at %s', async (path) => {
    const { status, body } = await get(path, 'rebound.example.org');
    expect(status).toBe(421);
    expect(body).not.toContain('apsara_live_gateway_');
  });

  test.each([
    'gateway.example.com',
    'GATEWAY.example.com:4000',
    '127.0.0.1:4000',
    '10.0.0.7',
    '[fd00::7]:4000',
  ])('may be %s at /metrics', async (host) => {
    const { status, body } = await get('/metrics', host);
    expect(status).toBe(200);
    expect(body).toContain('apsara_live_gateway_');
  });

  test.each(['/health/live', '/health/ready'])('is not checked by %s, which probes use', async (path) => {
    expect((await get(path, 'rebound.example.org')).status).toBe(200);
  });
});
