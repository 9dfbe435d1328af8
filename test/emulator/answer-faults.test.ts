import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { FAULTS, type FaultName } from '../../src/emulator/faults/catalogue.js';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';
import { bodyOf, callRaw } from './support/raw-socket.js';
import { RESUME, runningWorld } from './support/world.js';

const world = runningWorld({ limits: 'off' });
const forbidden = () => world.emulator.forbidden().some((s) => s.streamName === 'match-43');
const resume = () => world.call('ResumeLiveStream', { ...RESUME, StreamName: 'match-43' });
const ofKind = (kind: string) =>
  (Object.keys(FAULTS) as FaultName[]).filter((name) => FAULTS[name].behaviour.kind === kind);

describe('a fault with a code', () => {
  it.each(ofKind('refuse'))(
    '%s answers with the documented body, which contains markers of hosts and accounts',
    async (fault) => {
      const { behaviour } = FAULTS[fault];
      if (behaviour.kind !== 'refuse') throw new TypeError('not of this kind');
      world.emulator.inject({ fault });

      const answer = await resume();

      const [recorded] = world.emulator.calls();
      expect(answer.status).toBe(behaviour.status);
      expect(answer.json).toMatchObject({
        RequestId: recorded?.requestId,
        HostId: LEAK_MARKS.hostId,
        Code: behaviour.code,
        Message: expect.stringContaining(LEAK_MARKS.accountId),
        Recommend: expect.stringContaining('https://'),
      });
      const denied = /^(Forbidden|NoPermission|NotAuthorized)/.test(behaviour.code);
      expect('AccessDeniedDetail' in answer.json).toBe(denied);
      expect(recorded).toMatchObject({ signatureVerified: true, answer: `fault:${fault}`, aborted: false });
      expect(forbidden()).toBe(true);
    },
  );

  it('names the refused action and its RAM user in AccessDeniedDetail', async () => {
    world.emulator.inject({ fault: 'Forbidden.RAM' });
    expect((await resume()).json['AccessDeniedDetail']).toMatchObject({
      AuthAction: 'live:ResumeLiveStream',
      AuthPrincipalDisplayName: LEAK_MARKS.principalName,
    });
  });

  it('uses the time to wait, the status and the code of its injection', async () => {
    world.emulator.inject({ fault: 'throttling-retry-after', params: { retryAfterMs: 70, status: 429 } });
    world.emulator.inject({ fault: 'Throttling.User' });
    world.emulator.inject({ fault: 'error', params: { code: 'Made.Up', status: 599 } });
    const [first, second, third] = [await resume(), await resume(), await resume()];

    expect([first.status, first.headers['x-acs-retry-after']]).toEqual([429, '70']);
    expect([second.status, second.headers['x-acs-retry-after']]).toEqual([400, undefined]);
    expect([third.status, third.json['Code']]).toEqual([599, 'Made.Up']);
  });
});

describe('a fault with a complete answer', () => {
  it.each(ofKind('respond'))(
    '%s sends the status, the content type and the body of the table',
    async (fault) => {
      const { behaviour } = FAULTS[fault];
      if (behaviour.kind !== 'respond') throw new TypeError('not of this kind');
      world.emulator.inject({ fault });

      const answer = await resume();

      const { requestId = '' } = world.emulator.calls()[0] ?? {};
      expect(answer.status).toBe(behaviour.status);
      expect(answer.headers['content-type']).toBe(behaviour.contentType);
      expect(answer.text).toBe(behaviour.body.replaceAll('$REQUEST_ID', requestId));
      expect(answer.headers).toMatchObject(behaviour.headers ?? {});
      expect(forbidden()).toBe(true);
    },
  );

  it('respond sends any answer that its params describe', async () => {
    world.emulator.inject({
      fault: 'respond',
      params: { status: 418, contentType: 'text/csv', body: 'a,b', headers: { 'x-added': 'yes' } },
    });
    const { status, headers, text } = await resume();
    expect([status, headers['content-type'], headers['x-added'], text]).toEqual([
      418,
      'text/csv',
      'yes',
      'a,b',
    ]);
  });

  it('gzip and byte-order-mark take effect and send the correct answer in another encoding', async () => {
    world.emulator.inject({ fault: 'gzip' });
    const zipped = bodyOf(await callRaw(world.endpoint(), undefined, { headers: { connection: 'close' } }));
    const { requestId } = world.emulator.calls()[0] ?? {};
    expect(JSON.parse(gunzipSync(Buffer.from(zipped, 'latin1')).toString())).toEqual({
      RequestId: requestId,
    });
    expect(world.emulator.forbidden().map((s) => `${s.appName}/${s.streamName}`)).not.toContain(
      'live/match-42',
    );

    world.emulator.inject({ fault: 'byte-order-mark' });
    expect((await resume()).text).toMatch(/^\uFEFF\{"RequestId":"/);
    expect(forbidden()).toBe(false);
  });
});
