import { describe, expect, test } from '@jest/globals';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';
import { ODD_NAMES } from './upstream-forbid.contract.js';
import { callContext, failureOf, openGround, type Subject } from './upstream-subject.js';

const INGEST = 'push.brand-b.example.com';
const STREAMING = 'play.brand-b.example.com';
const FIRST = { streamingDomain: STREAMING, pageNum: 1, pageSize: 3000 };

/** Tests the lists and the mapping. Every client of ApsaraVideo Live runs this suite. */
export function upstreamReadsContract({ name, options }: Subject): void {
  describe(`the lists through ${name}`, () => {
    const ground = openGround(options);
    const { emulator } = ground;
    const sent = () => emulator.calls().map(({ action, params }) => ({ action, params }));

    test('the forbid list is requested only by streaming domain and page', async () => {
      const query = { streamingDomain: 'live.example.com', pageNum: 2, pageSize: 2 };
      expect(await ground.live.call('DescribeLiveStreamsBlockList', query, callContext())).toEqual({
        items: [{ appName: 'live', streamName: 'match-43' }],
        total: 3,
      });
      const params = { DomainName: 'live.example.com', PageNum: '2', PageSize: '2' };
      expect(sent()).toEqual([{ action: 'DescribeLiveStreamsBlockList', params }]);
    });

    test('the pages of a long list contain every entry once', async () => {
      for (let index = 0; index < 250; index += 1)
        emulator.forbid({ domainName: INGEST, appName: 'live', streamName: `s-${index}` });
      const pages = await Promise.all(
        [1, 2, 3].map((pageNum) =>
          ground.live.call(
            'DescribeLiveStreamsBlockList',
            { streamingDomain: STREAMING, pageNum, pageSize: 100 },
            callContext(),
          ),
        ),
      );
      expect(pages.map(({ items }) => items.length)).toEqual([100, 100, 51]);
      expect(pages.map(({ total }) => total)).toEqual([251, 251, 251]);
      const names = pages.flatMap(({ items }) => items.map(({ streamName }) => streamName));
      expect(new Set(names).size).toBe(251);
    });

    test('a page after the end is empty and still has the total', async () => {
      expect(
        await ground.live.call('DescribeLiveStreamsBlockList', { ...FIRST, pageNum: 9 }, callContext()),
      ).toEqual({
        items: [],
        total: 1,
      });
    });

    test('a forbid list without streams is empty', async () => {
      await ground.live.call(
        'ResumeLiveStream',
        { domainName: INGEST, appName: 'live', streamName: 'market-day' },
        callContext(),
      );
      const query = { ...FIRST, streamingDomain: STREAMING };
      expect(await ground.live.call('DescribeLiveStreamsBlockList', query, callContext())).toEqual({
        items: [],
        total: 0,
      });
    });

    test('all online streams are requested without transcoded streams, app or stream', async () => {
      const query = { streamingDomain: 'live.example.com', pageNum: 1, pageSize: 500 };
      const { items, total } = await ground.live.call('DescribeLiveStreamsOnlineList', query, callContext());
      expect(sent()).toEqual([
        {
          action: 'DescribeLiveStreamsOnlineList',
          params: {
            DomainName: 'live.example.com',
            QueryType: 'strict',
            StreamType: 'raw',
            PageNum: '1',
            PageSize: '500',
          },
        },
      ]);
      expect(total).toBe(2);
      expect(items.map(({ streamName }) => streamName)).toEqual(['match-44', 'match-45']);
    });

    test('a single stream is requested strictly, so other streams that contain its name are not found', async () => {
      emulator.publish({ domainName: INGEST, appName: 'live', streamName: 'cook' });
      const stream = { appName: 'live', streamName: 'cook' };
      const { items, total } = await ground.live.call(
        'DescribeLiveStreamsOnlineList',
        { ...FIRST, stream },
        callContext(),
      );
      expect(emulator.calls()[0]?.params).toEqual({
        DomainName: STREAMING,
        QueryType: 'strict',
        StreamType: 'raw',
        AppName: 'live',
        StreamName: 'cook',
        PageNum: '1',
        PageSize: '3000',
      });
      expect({ names: items.map(({ streamName }) => streamName), total }).toEqual({
        names: ['cook'],
        total: 1,
      });
    });

    test('an online stream keeps only its names, ingest domain and start time, without URL and address', async () => {
      const publishedAtMs = Date.parse('2026-01-02T03:04:05Z');
      emulator.publish({ domainName: INGEST, appName: 'live', streamName: 'new', publishedAtMs });
      const page = await ground.live.call('DescribeLiveStreamsOnlineList', FIRST, callContext());
      expect(page.items).toContainEqual({
        appName: 'live',
        streamName: 'new',
        ingestDomain: INGEST,
        publishedAt: new Date(publishedAtMs),
      });
      const text = JSON.stringify(page);
      for (const secret of [LEAK_MARKS.authKey, LEAK_MARKS.clientIp, LEAK_MARKS.serverIp, 'rtmp:'])
        expect(text).not.toContain(secret);
    });

    test.each(ODD_NAMES)('the lists return the name %j unchanged', async (odd) => {
      const stream = { appName: odd, streamName: `${odd}-on` };
      emulator.publish({ domainName: INGEST, ...stream });
      emulator.forbid({ domainName: INGEST, appName: odd, streamName: odd });
      const forbidden = await ground.live.call('DescribeLiveStreamsBlockList', FIRST, callContext());
      expect(forbidden.items).toContainEqual({ appName: odd, streamName: odd });
      const online = await ground.live.call(
        'DescribeLiveStreamsOnlineList',
        { ...FIRST, stream },
        callContext(),
      );
      expect(online.items).toMatchObject([stream]);
    });

    test.each(['push.brand-a.example.com', 'play.brand-a.example.com', 'play-hk.brand-a.example.com'])(
      '%s alone is sufficient to find its whole group',
      async (domainName) => {
        expect(await ground.live.call('DescribeLiveDomainMapping', { domainName }, callContext())).toEqual({
          streamingDomain: 'play.brand-a.example.com',
          ingestDomains: ['push.brand-a.example.com'],
          subStreamingDomains: ['play-hk.brand-a.example.com'],
        });
        expect(sent()).toEqual([{ action: 'DescribeLiveDomainMapping', params: { DomainName: domainName } }]);
      },
    );

    test('an unknown domain is DOMAIN_NOT_FOUND, and a domain of the wrong kind is OPERATION_NOT_ALLOWED', async () => {
      const told = { outcome: 'REJECTED', retryable: false };
      expect(
        await failureOf(
          ground.live.call(
            'DescribeLiveDomainMapping',
            { domainName: 'push.unknown.example.com' },
            callContext(),
          ),
        ),
      ).toMatchObject({
        ...told,
        code: 'DOMAIN_NOT_FOUND',
      });
      const wrongKind = { ...FIRST, streamingDomain: INGEST };
      expect(
        await failureOf(ground.live.call('DescribeLiveStreamsBlockList', wrongKind, callContext())),
      ).toMatchObject({
        ...told,
        code: 'OPERATION_NOT_ALLOWED',
      });
      expect(
        await failureOf(ground.live.call('DescribeLiveStreamsOnlineList', wrongKind, callContext())),
      ).toMatchObject({
        ...told,
        code: 'OPERATION_NOT_ALLOWED',
      });
    });
  });
}
