import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { writeGrants } from '../support/grants.js';

const BY_ADDRESS = `query ($addresses: [LiveStreamAddressInput!]!) {
  liveStreamsByAddress(addresses: $addresses) {
    domainName appName streamName status publishedAt forbiddenUntil viewerCanResume viewerCanForbid
  }
}`;
const OWN = 'push.example.com';
const OTHER = 'push.brand-a.example.com';
const BRAND_B = 'push.brand-b.example.com';

const emulator = createEmulator(demoWorld());
let gateway: TestGateway;

beforeAll(async () => {
  const file = writeGrants(
    { allow: ['read'], domains: [OWN, OTHER] },
    { allow: ['resume'], domains: [OWN], apps: ['live'] },
    { allow: ['forbid'], domains: [OTHER] },
  );
  gateway = await startGateway({ GRANTS_FILE: file }, { emulator });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

const hundred = Array.from({ length: 100 }, (_, n) => ({
  domainName: n % 2 === 0 ? OWN : OTHER,
  appName: 'live',
  streamName: `match-${n}`,
}));

describe('liveStreamsByAddress', () => {
  test('reads 100 addresses over 2 domains in order, with at most 6 upstream calls', async () => {
    const { body } = await gateway.post(BY_ADDRESS, { addresses: hundred });
    expect(body.errors).toBeUndefined();
    const streams = body.data?.['liveStreamsByAddress'] as Record<string, unknown>[];
    expect(
      streams.map(({ domainName, appName, streamName }) => ({ domainName, appName, streamName })),
    ).toEqual(hundred);
    expect(streams[42]).toMatchObject({ status: 'FORBIDDEN', publishedAt: null });
    expect(streams[44]).toMatchObject({ status: 'ONLINE', publishedAt: expect.any(String) });
    expect(streams[45]).toMatchObject({ status: 'OFFLINE' });
    expect(emulator.calls().length).toBeGreaterThan(0);
    expect(emulator.calls().length).toBeLessThanOrEqual(6);
  });

  test('an address of another brand is an error at its own path, and does not affect other addresses', async () => {
    const addresses = [
      DEMO_STREAM,
      { ...DEMO_STREAM, domainName: BRAND_B },
      { ...DEMO_STREAM, streamName: 'a/b' },
      { ...DEMO_STREAM, domainName: OTHER },
      DEMO_STREAM,
    ];
    const { body } = await gateway.post(BY_ADDRESS, { addresses });
    expect(body.data?.['liveStreamsByAddress']).toEqual([
      expect.objectContaining({ status: 'FORBIDDEN' }),
      null,
      null,
      expect.objectContaining({ domainName: OTHER, status: 'OFFLINE' }),
      expect.objectContaining({ status: 'FORBIDDEN' }),
    ]);
    expect(body.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['liveStreamsByAddress', 1], 'FORBIDDEN'],
      [['liveStreamsByAddress', 2], 'BAD_USER_INPUT'],
    ]);
    expect(body.errors?.[1]?.extensions['violations']).toEqual([
      expect.objectContaining({ path: 'addresses[2].streamName', rule: 'characters' }),
    ]);
    const asked = emulator.calls().map(({ params }) => params['DomainName']);
    expect(asked).not.toContain(BRAND_B);
  });

  test('viewerCanResume and viewerCanForbid match the grants, and need no call', async () => {
    const addresses = [
      DEMO_STREAM,
      { ...DEMO_STREAM, appName: 'rehearsal' },
      { ...DEMO_STREAM, domainName: OTHER },
    ];
    const query = BY_ADDRESS.replace('status publishedAt forbiddenUntil', '');
    const { body } = await gateway.post(query, { addresses });
    const streams = body.data?.['liveStreamsByAddress'] as Record<string, unknown>[];
    expect(streams.map((one) => [one['viewerCanResume'], one['viewerCanForbid']])).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
    expect(emulator.calls()).toEqual([]);
  });

  test.each([
    ['no address', [], 'addresses required'],
    ['101 addresses', [...hundred, DEMO_STREAM], 'addresses maxItems'],
  ])('refuses %s as a whole, and makes no call', async (_what, addresses, expected) => {
    const { status, body } = await gateway.post(BY_ADDRESS, { addresses });
    expect(status).toBe(200);
    expect(body.data).toEqual({ liveStreamsByAddress: null });
    const violations = body.errors?.[0]?.extensions['violations'] as { path: string; rule: string }[];
    expect(violations.map(({ path, rule }) => `${path} ${rule}`)).toEqual([expected]);
    expect(emulator.calls()).toEqual([]);
  });
});
