import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';
import { type SeededNotifyRecord } from '../../src/emulator/options.js';
import { SecretText } from '../../src/stream/notify-messages.js';
import { callContext, failureOf, openGround, type Subject } from './upstream-subject.js';

const DOMAIN = { domainName: 'push.example.com' };
const URL = `https://hooks.example.com/callbacks/live/${LEAK_MARKS.callbackSecret}`;
const KEY = LEAK_MARKS.callbackSecret;
const STREAM = { ...DOMAIN, appName: 'live', streamName: 'match-44' };
const NOW_MS = Math.floor(Date.now() / 1000) * 1000;
const minutesAgo = (minutes: number): Date => new Date(NOW_MS - minutes * 60_000);

const RECORDS: readonly SeededNotifyRecord[] = [
  { ...STREAM, type: 'publish_done', result: 'failed', atMs: minutesAgo(5).getTime() },
  { ...STREAM, type: 'publish', result: 'success', atMs: minutesAgo(10).getTime() },
  { ...STREAM, type: 'publish', result: 'success', atMs: minutesAgo(90).getTime() },
  { ...STREAM, domainName: 'push.brand-b.example.com', type: 'publish', result: 'success' },
];

/** Tests the callback settings and records. Every client of ApsaraVideo Live runs this suite. */
export function upstreamCallbacksContract({ name, options }: Subject): void {
  describe(`callbacks through ${name}`, () => {
    const ground = openGround(options, undefined, { seed: { notifyRecords: RECORDS } });
    const { emulator } = ground;
    const read = () => ground.live.call('DescribeLiveStreamsNotifyUrlConfig', DOMAIN, callContext());
    const set = (settings: { notifyUrl: SecretText; authKey?: SecretText }) =>
      ground.live.call('SetLiveStreamsNotifyUrlConfig', { ...DOMAIN, settings }, callContext());
    const remove = () => ground.live.call('DeleteLiveStreamsNotifyUrlConfig', DOMAIN, callContext());
    const records = (query: { result?: 'success' | 'failed'; pageNum?: number } = {}) =>
      ground.live.call(
        'DescribeLiveStreamsNotifyRecords',
        { ...DOMAIN, since: minutesAgo(60), before: minutesAgo(0), pageNum: 1, pageSize: 500, ...query },
        callContext(),
      );

    test('the settings are undefined before they are set and after they are removed', async () => {
      expect(await read()).toBeUndefined();
      const { requestId } = await set({ notifyUrl: new SecretText(URL), authKey: new SecretText(KEY) });
      expect(requestId).toBe(emulator.calls().at(-1)?.requestId);
      const settings = await read();
      expect([settings?.notifyUrl?.reveal(), settings?.authKey?.reveal()]).toEqual([URL, KEY]);
      expect(settings?.exceptionNotifyUrl).toBeUndefined();
      await remove();
      expect(await read()).toBeUndefined();
    });

    test('a set sends the documented parameters, and without a key it switches signatures off', async () => {
      await set({ notifyUrl: new SecretText(URL), authKey: new SecretText(KEY) });
      await set({ notifyUrl: new SecretText(URL) });
      expect(emulator.calls().map(({ action, method, params }) => ({ action, method, params }))).toEqual([
        {
          action: 'SetLiveStreamsNotifyUrlConfig',
          method: 'POST',
          params: { DomainName: DOMAIN.domainName, NotifyUrl: URL, NotifyReqAuth: 'yes', NotifyAuthKey: KEY },
        },
        {
          action: 'SetLiveStreamsNotifyUrlConfig',
          method: 'POST',
          params: { DomainName: DOMAIN.domainName, NotifyUrl: URL, NotifyReqAuth: 'no' },
        },
      ]);
      expect((await read())?.authKey).toBeUndefined();
    });

    test('no printed form of the settings contains the secrets', async () => {
      await set({ notifyUrl: new SecretText(URL), authKey: new SecretText(KEY) });
      const settings = await read();
      for (const printed of [
        JSON.stringify(settings),
        inspect(settings, { depth: 9, showHidden: true }),
        `${String(settings?.notifyUrl)} ${String(settings?.authKey)}`,
      ]) {
        expect(printed).toContain('[secret]');
        expect(printed).not.toContain(LEAK_MARKS.callbackSecret);
      }
    });

    test('a refused key is reported as bad input, and the error contains neither key nor URL', async () => {
      const key = 'too-short';
      const told = await failureOf(set({ notifyUrl: new SecretText(URL), authKey: new SecretText(key) }));
      expect(told).toMatchObject({ code: 'BAD_USER_INPUT', outcome: 'REJECTED' });
      const printed = inspect(told, { depth: 9, showHidden: true });
      expect(printed).not.toContain(key);
      expect(printed).not.toContain(LEAK_MARKS.callbackSecret);
    });

    test('the removal of missing settings is OPERATION_NOT_ALLOWED', async () => {
      expect(await failureOf(remove())).toMatchObject({
        code: 'OPERATION_NOT_ALLOWED',
        upstreamCode: 'CodeConfigNotFound',
      });
    });

    test('the records of a period belong to the domain, oldest first, without URL, header and content', async () => {
      const page = await records();
      const names = { appName: 'live', streamName: 'match-44' };
      expect(page).toEqual({
        items: [
          { ...names, type: 'publish', at: minutesAgo(10), reportedAt: minutesAgo(10), succeeded: true },
          { ...names, type: 'publish_done', at: minutesAgo(5), reportedAt: minutesAgo(5), succeeded: false },
        ],
        total: 2,
      });
      for (const secret of [LEAK_MARKS.callbackSecret, LEAK_MARKS.clientIp, LEAK_MARKS.proxyHost])
        expect(JSON.stringify(page)).not.toContain(secret);
    });

    test('records can be limited to failures and are read in pages', async () => {
      expect(await records({ result: 'failed' })).toMatchObject({ items: [{ succeeded: false }], total: 1 });
      expect(await records({ pageNum: 2 })).toEqual({ items: [], total: 2 });
      expect(emulator.calls()[0]?.params).toEqual({
        DomainName: DOMAIN.domainName,
        StartTime: minutesAgo(60).toISOString().replace('.000', ''),
        EndTime: minutesAgo(0).toISOString().replace('.000', ''),
        Status: 'failed',
        PageNumber: '1',
        PageSize: '500',
      });
    });

    test.each([
      ['settings that are a list', { LiveStreamsNotifyConfig: [] }],
      ['settings that are a text', { LiveStreamsNotifyConfig: URL }],
    ])('the client refuses %s', async (_, body) => {
      const params = { body: JSON.stringify({ RequestId: '$REQUEST_ID', ...body }) };
      emulator.inject({ fault: 'respond', params });
      expect(await failureOf(read())).toMatchObject({ code: 'UPSTREAM_ERROR', outcome: 'UNKNOWN' });
    });
  });
}
