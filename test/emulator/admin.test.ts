import { request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { RESUME, runningWorld } from './support/world.js';

const world = runningWorld();
const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'new' };

async function admin(method: string, route: string, body?: unknown): Promise<[number, unknown]> {
  const answer = await fetch(`http://${world.endpoint()}/_emulator/${route}`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return [answer.status, await answer.json()];
}

function statusWith(headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`http://${world.endpoint()}/_emulator/forbidden`, { headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the admin interface', () => {
  it('forbids streams, puts streams on air, and lists both', async () => {
    expect(await admin('POST', 'forbid', { ...ADDRESS, untilMs: 4_102_444_800_000 })).toEqual([
      200,
      { listed: true },
    ]);
    expect(await admin('GET', 'forbidden')).toEqual([
      200,
      expect.arrayContaining([{ ...ADDRESS, untilMs: 4_102_444_800_000 }]),
    ]);
    expect(await admin('POST', 'online', ADDRESS)).toEqual([200, { online: false }]);
    expect(await admin('POST', 'online', { ...ADDRESS, streamName: 'free', transcodes: ['lld'] })).toEqual([
      200,
      { online: true },
    ]);
    expect(await admin('GET', 'online')).toEqual([
      200,
      expect.arrayContaining([expect.objectContaining({ streamName: 'free_lld', transcoded: true })]),
    ]);
  });

  it('refuses a body that is not UTF-8, and forbids nothing', async () => {
    const body = Buffer.from(JSON.stringify({ ...ADDRESS, streamName: 'caf\xe9', untilMs: null }), 'latin1');
    const answer = await fetch(`http://${world.endpoint()}/_emulator/forbid`, { method: 'POST', body });
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'the body is not JSON in UTF-8' }]);
    expect(JSON.stringify(await admin('GET', 'forbidden'))).not.toContain('caf');
  });

  it('injects, lists and removes faults', async () => {
    const fault = {
      fault: 'InternalError',
      times: 'always',
      match: { streamName: 'match-42' },
      params: { status: 507 },
    };
    expect(await admin('POST', 'faults', fault)).toEqual([200, [{ ...fault, after: 0 }]]);
    expect((await world.call('ResumeLiveStream', RESUME)).status).toBe(507);
    expect(await admin('DELETE', 'faults')).toEqual([200, []]);
    expect((await world.call('ResumeLiveStream', RESUME)).status).toBe(200);
  });

  it('lists the recorded calls that match a filter', async () => {
    await world.call('ResumeLiveStream', RESUME);
    await world.call('DescribeLiveDomainMapping', { DomainName: 'push.example.com' }, { method: 'GET' });
    expect(await admin('GET', 'calls?since=1&last=5&action=DescribeLiveDomainMapping')).toEqual([
      200,
      [expect.objectContaining({ sequence: 2, params: { DomainName: 'push.example.com' } })],
    ]);
  });

  it('sets the latency and the limits, and returns statistics', async () => {
    expect(await admin('POST', 'settings', { latencyMs: 5, limits: { ResumeLiveStream: 1 } })).toEqual([
      200,
      { latencyMs: 5, limits: { ResumeLiveStream: 1 } },
    ]);
    await world.call('ResumeLiveStream', RESUME);
    expect((await world.call('ResumeLiveStream', RESUME)).json).toMatchObject({ Code: 'Throttling.User' });
    expect(await admin('GET', 'stats')).toEqual([
      200,
      {
        connections: { open: expect.any(Number), mostOpen: expect.any(Number) },
        operations: { ResumeLiveStream: { calls: 2, throttled: 1, worstSecond: 2, worstMinute: 2 } },
        throttled: 1,
      },
    ]);
  });

  it('restores the initial state after a reset', async () => {
    await admin('POST', 'settings', { limits: 'off' });
    await admin('POST', 'faults', { fault: 'hang' });
    await admin('POST', 'forbid', ADDRESS);
    await world.call('ResumeLiveStream', { ...RESUME, StreamName: 'x' }, { accessKeySecret: 'wrong' });
    expect(await admin('POST', 'reset')).toEqual([200, {}]);

    expect(await admin('GET', 'calls')).toEqual([200, []]);
    expect(await admin('GET', 'faults')).toEqual([200, []]);
    expect(await admin('GET', 'settings')).toEqual([200, { latencyMs: 0, limits: 'documented' }]);
    expect(world.emulator.forbidden()).toHaveLength(6);
  });

  it('does not record or count its own requests', async () => {
    await admin('GET', 'forbidden');
    expect(world.emulator.calls()).toEqual([]);
    expect(world.emulator.stats().operations).toEqual({});
  });

  it.each([
    ['faults', { fault: 'unknown' }, 'there is no fault unknown'],
    ['faults', { fault: 'hang', times: 0 }, 'times must be a number from 1'],
    ['faults', { fault: 'hang', params: { status: 99 } }, 'status must be a number from 200'],
    ['faults', { fault: 'hang', params: { applies: 'yes' } }, 'applies must be true or false'],
    ['faults', { fault: 'hang', match: { stream: 'a' } }, 'match has no field stream'],
    ['forbid', { ...ADDRESS, domainName: 'nowhere.example' }, 'not an ingest domain'],
    ['forbid', { domainName: 'push.example.com' }, 'appName is required'],
    ['online', { ...ADDRESS, transcodes: 'lld' }, 'transcodes must be an array'],
    ['settings', { limits: 'none' }, 'limits must be an object'],
    ['settings', { latencyMs: -1 }, 'latencyMs must be a number from 0'],
    ['settings', '{"latencyMs":', 'not JSON'],
    ['forbid', '[]', 'must be an object'],
  ])('refuses an invalid body for %s with an error that names the reason: %j', async (route, body, error) => {
    expect(await admin('POST', route, body)).toEqual([400, { error: expect.stringContaining(error) }]);
  });

  it('lists its routes for an unknown route, and refuses an invalid query and a body over 1 MiB', async () => {
    expect(await admin('GET', 'nothing')).toEqual([404, { error: expect.stringContaining('GET calls') }]);
    expect(await admin('GET', 'calls?last=ten')).toEqual([400, { error: 'last must be a whole number' }]);
    expect((await admin('POST', 'forbid', 'x'.repeat(1024 * 1024 + 1)))[0]).toBe(413);
  });

  it('refuses a request with the Host of another machine, and a request with an Origin', async () => {
    expect(await statusWith({ host: 'localhost:1' })).toBe(200);
    expect(await statusWith({ host: '[::1]:1' })).toBe(200);
    expect(await statusWith({ host: 'emulator.example.com' })).toBe(403);
    expect(await statusWith({ host: '127.0.0.1.example.com' })).toBe(403);
    expect(await statusWith({ origin: 'http://127.0.0.1' })).toBe(403);
  });
});
