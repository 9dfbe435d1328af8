import { describe, expect, test } from '@jest/globals';
import { callContext, failureOf, openGround, type Subject } from './upstream-subject.js';

const QUERY = { streamingDomain: 'live.example.com', pageNum: 1, pageSize: 10 };

/** Bodies of a forbid list that a client must refuse. */
const UNREADABLE: readonly [string, Record<string, unknown>][] = [
  ['no total', { StreamUrls: { StreamUrl: [] } }],
  ['a total that is not a number', { TotalNum: 'many', StreamUrls: { StreamUrl: [] } }],
  ['an empty total', { TotalNum: '', StreamUrls: { StreamUrl: [] } }],
  ['a total of true', { TotalNum: true, StreamUrls: { StreamUrl: [] } }],
  ['a negative total', { TotalNum: -1, StreamUrls: { StreamUrl: [] } }],
  ['a fractional total', { TotalNum: 0.5, StreamUrls: { StreamUrl: [] } }],
  ['text instead of the list', { TotalNum: 0, StreamUrls: 'live.example.com/live/a' }],
  ['text instead of its members', { TotalNum: 0, StreamUrls: { StreamUrl: 'live.example.com/live/a' } }],
  ['a map instead of its members', { TotalNum: 0, StreamUrls: { StreamUrl: { a: 1 } } }],
  ['a total without entries', { TotalNum: 3, StreamUrls: { StreamUrl: [] } }],
  ['only invalid entries', { TotalNum: 2, StreamUrls: { StreamUrl: [null, 'x'] } }],
  ['only entries of another domain', { TotalNum: 1, StreamUrls: { StreamUrl: ['play.example.org/live/a'] } }],
];

const ODD_ENTRIES: readonly unknown[] = [
  null,
  42,
  '',
  'live.example.com',
  'live.example.com/',
  'live.example.com/live',
  'live.example.com/live/',
  'live.example.com//a',
  'live.example.com/live/a/b',
  'rtmp://live.example.com/live/a',
  'play.example.org/live/a',
  { StreamUrl: 'live.example.com/live/a' },
];

/** Tests answers that are JSON but not a valid list. Every client of ApsaraVideo Live runs this suite. */
export function upstreamGarbageContract({ name, options }: Subject): void {
  describe(`invalid answers through ${name}`, () => {
    const ground = openGround(options);
    const answer = (body: Record<string, unknown>): void => {
      const params = { body: JSON.stringify({ RequestId: '$REQUEST_ID', ...body }) };
      ground.emulator.inject({ fault: 'respond', params });
    };
    const forbidden = () => ground.live.call('DescribeLiveStreamsBlockList', QUERY, callContext());
    const online = () => ground.live.call('DescribeLiveStreamsOnlineList', QUERY, callContext());
    const unreadable = { code: 'UPSTREAM_ERROR', retryable: false, outcome: 'UNKNOWN' };

    test.each(UNREADABLE)('the client refuses a forbid list with %s', async (_, body) => {
      answer(body);
      expect(await failureOf(forbidden())).toMatchObject(unreadable);
    });

    test.each([
      ['no list', {}],
      ['null', { StreamUrls: null }],
      ['an empty wrapper', { StreamUrls: {} }],
      ['an empty list', { StreamUrls: { StreamUrl: [] } }],
      ['an unwrapped empty list', { StreamUrls: [] }],
    ])('%s with a total of 0 is an empty list', async (_, body) => {
      answer({ TotalNum: 0, ...body });
      expect(await forbidden()).toEqual({ items: [], total: 0 });
    });

    test.each(ODD_ENTRIES)(
      'the invalid entry %j hides no other entry and counts in the total',
      async (odd) => {
        answer({ TotalNum: '2', StreamUrls: { StreamUrl: [odd, 'LIVE.example.com/Live/A'] } });
        expect(await forbidden()).toEqual({ items: [{ appName: 'Live', streamName: 'A' }], total: 2 });
      },
    );

    test('a list with only names that contain a slash is empty, because they cannot be used', async () => {
      answer({ TotalNum: 1, StreamUrls: { StreamUrl: ['live.example.com/live/a/b'] } });
      expect(await forbidden()).toEqual({ items: [], total: 1 });
    });

    test('a total below the number of entries is not used', async () => {
      answer({ TotalNum: 0, StreamUrls: { StreamUrl: ['live.example.com/live/a'] } });
      expect(await forbidden()).toMatchObject({ total: 1 });
    });

    test('an online stream without a name is omitted, and one without a time has an undefined time', async () => {
      const row = { AppName: 'live', StreamName: 'a', DomainName: 'LIVE.example.com' };
      const rows = [
        null,
        'x',
        { AppName: 'live' },
        { ...row, StreamName: 7 },
        { ...row, PublishTime: 'soon' },
      ];
      answer({ TotalNum: 5, OnlineInfo: { LiveStreamOnlineInfo: rows } });
      expect(await online()).toEqual({
        items: [
          { appName: 'live', streamName: 'a', ingestDomain: 'live.example.com', publishedAt: undefined },
        ],
        total: 5,
      });
    });

    test.each([
      ['no total', { OnlineInfo: { LiveStreamOnlineInfo: [] } }],
      ['no readable row', { TotalNum: 1, OnlineInfo: { LiveStreamOnlineInfo: [{}] } }],
      ['no list', { TotalNum: 1, OnlineInfo: { LiveStreamOnlineInfo: true } }],
    ])('the client refuses an online list with %s', async (_, body) => {
      answer(body);
      expect(await failureOf(online())).toMatchObject(unreadable);
    });

    test('a mapping keeps only documented kinds and has no streaming domain if none is given', async () => {
      const LiveDomainModel = [
        { DomainName: 'PUSH.example.com', Type: 'publish' },
        { DomainName: 'new.example.com', Type: 'of-tomorrow' },
        { Type: 'vhost' },
      ];
      answer({ LiveDomainModels: { LiveDomainModel } });
      expect(
        await ground.live.call(
          'DescribeLiveDomainMapping',
          { domainName: 'push.example.com' },
          callContext(),
        ),
      ).toEqual({
        streamingDomain: undefined,
        ingestDomains: ['push.example.com'],
        subStreamingDomains: [],
      });
    });

    test('the client refuses a mapping without a readable domain', async () => {
      answer({ LiveDomainModels: { LiveDomainModel: [{ Type: 'vhost' }] } });
      expect(
        await failureOf(
          ground.live.call('DescribeLiveDomainMapping', { domainName: 'push.example.com' }, callContext()),
        ),
      ).toMatchObject(unreadable);
    });
  });
}
