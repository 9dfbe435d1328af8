import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/gateway.js';

const ASSETS = join(import.meta.dirname, '../../dist/console/assets');
/** The folder of the console, which `npm run build` creates. */
const whenBuilt = existsSync(ASSETS) ? test : test.skip;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(new URL(path, gateway.url), init);

/** Requests the exact path. `fetch` would resolve dots. */
function getRaw(path: string, headers: Readonly<Record<string, string>> = {}): Promise<number | undefined> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the page of the console', () => {
  whenBuilt.each([
    '/console',
    '/console/',
    '/console/streams?domain=a',
    '/console/streams/a%2Fb',
    '/console/jobs',
  ])('is served for %s and is not cached', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toContain('<div id="root">');
  });

  whenBuilt('has a strict policy with a nonce of its own', async () => {
    const [first, second] = await Promise.all([get('/console'), get('/console')]);
    const policy = first.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([\w-]{22})'/.exec(policy)?.[1] ?? '';
    expect(policy.replace(nonce, 'N')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(await first.text()).toContain(`nonce="${nonce}"`);
    expect(second.headers.get('content-security-policy')).not.toBe(policy);
    expect(first.headers.get('x-frame-options')).toBe('DENY');
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await get('/console', { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('is not served under another host name', async () => {
    expect(await getRaw('/console', { host: 'attacker.example' })).toBe(421);
    expect(await getRaw('/console/settings.json', { host: 'attacker.example' })).toBe(421);
  });
});

describe('the files of the console', () => {
  whenBuilt('are compressed, and kept for ever under names that change with them', async () => {
    for (const name of readdirSync(ASSETS)) {
      const response = await get(`/console/assets/${name}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
    }
  });

  whenBuilt.each(['identity', 'gzip;q=0', 'br'])(
    'are not compressed for a client that does not accept gzip: %s',
    async (accepted) => {
      const [name = ''] = readdirSync(ASSETS).filter((file) => file.endsWith('.svg'));
      const response = await get(`/console/assets/${name}`, { headers: { 'accept-encoding': accepted } });
      expect(response.headers.get('content-encoding')).toBeNull();
      expect(await response.text()).toContain('<svg');
    },
  );

  test.each([
    '/console/assets/../../../package.json',
    '/console/assets/..%2f..%2f..%2fpackage.json',
    '/console/assets/%2e%2e/index.html',
    '/console/assets//etc/passwd',
    '/console/assets/',
    '/console/assets/toString',
    '/console/assets/none.js',
  ])('are found only by their names: %s', async (path) => {
    expect(await getRaw(path)).toBe(404);
  });
});

describe('the settings of the console', () => {
  test('have the development token in `dev` mode', async () => {
    expect(await (await get('/console/settings.json')).json()).toEqual({
      signIn: { mode: 'token', token: gateway.token },
      usesHashes: false,
    });
  });

  test('have no token in `none` mode', async () => {
    const other = await startGateway({ AUTH_MODE: 'none' });
    try {
      const response = await fetch(new URL('/console/settings.json', other.url));
      expect(await response.json()).toEqual({ signIn: { mode: 'none' }, usesHashes: false });
    } finally {
      await other.close();
    }
  });

  test('are missing if the console is off', async () => {
    const other = await startGateway({ CONSOLE: 'off' });
    try {
      for (const path of ['/console', '/console/settings.json'])
        expect((await fetch(new URL(path, other.url))).status).toBe(404);
    } finally {
      await other.close();
    }
  });
});
