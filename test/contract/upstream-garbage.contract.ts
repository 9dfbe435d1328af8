import { describe, expect, test } from '@jest/globals';
import { callContext, failureOf, openGround, type Subject } from './upstream-subject.js';

const QUERY = { streamingDomain: 'live.example.com', pageNum: 1, pageSize: 10 };

/** Bodies of a block list that cannot be believed. */
const UNREADABLE: readonly [string, Record<string, unknown>][] = [
  ['no total', { StreamUrls: { StreamUrl: [] } }],
  ['a total that is no number', { TotalNum: 'many', StreamUrls: { StreamUrl: [] } }],
  ['an empty total', { TotalNum: '', StreamUrls: { StreamUrl: [] } }],
  ['a total of true', { TotalNum: true, StreamUrls: { StreamUrl: [] } }],
  ['a negative total', { TotalNum: -1, StreamUrls: { StreamUrl: [] } }],
  ['half an entry', { TotalNum: 0.5, StreamUrls: { StreamUrl: [] } }],
  ['text in place of the list', { TotalNum: 0, StreamUrls: 'live.example.com/live/a' }],
  ['text in place of its members', { TotalNum: 0, StreamUrls: { StreamUrl: 'live.example.com/live/a' } }],
  ['a map in place of its members', { TotalNum: 0, StreamUrls: { StreamUrl: { a: 1 } } }],
  ['entries that are counted and not shown', { TotalNum: 3, StreamUrls: { StreamUrl: [] } }],
  ['nothing but odd entries', { TotalNum: 2, StreamUrls: { StreamUrl: [null, 'x'] } }],
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

/** What every client makes of answers that are JSON and still no list. */
export function upstreamGarbageContract({ name, options }: Subject): void {
  describe(`garbage through ${name}`, () => {
    const ground = openGround(options);
    const answer = (body: Record<string, unknown>): void => {
      const params = { body: JSON.stringify({ RequestId: '$REQUEST_ID', ...body }) };
      ground.emulator.inject({ fault: 'respond', params });
    };
    const forbidden = () => ground.live.call('DescribeLiveStreamsBlockList', QUERY, callContext());
    const online = () => ground.live.call('DescribeLiveStreamsOnlineList', QUERY, callContext());
    const unreadable = { code: 'UPSTREAM_ERROR', retryable: false, outcome: 'UNKNOWN' };

    test.each(UNREADABLE)('%s is no forbid list', async (_, body) => {
      answer(body);
      expect(await failureOf(forbidden())).toMatchObject(unreadable);
    });

    test.each([
      ['nothing', {}],
      ['null', { StreamUrls: null }],
      ['an empty wrapping', { StreamUrls: {} }],
      ['an empty list', { StreamUrls: { StreamUrl: [] } }],
      ['an unwrapped empty list', { StreamUrls: [] }],
    ])('%s beside a total of 0 is an empty list', async (_, body) => {
      answer({ TotalNum: 0, ...body });
      expect(await forbidden()).toEqual({ items: [], total: 0 });
    });

    test.each(ODD_ENTRIES)('the odd entry %j hides no other, and counts in the total', async (odd) => {
      answer({ TotalNum: '2', StreamUrls: { StreamUrl: [odd, 'LIVE.example.com/Live/A'] } });
      expect(await forbidden()).toEqual({ items: [{ appName: 'Live', streamName: 'A' }], total: 2 });
    });

    test('a list of nothing but names with a slash is a list: nobody here could act on them', async () => {
      answer({ TotalNum: 1, StreamUrls: { StreamUrl: ['live.example.com/live/a/b'] } });
      expect(await forbidden()).toEqual({ items: [], total: 1 });
    });

    test('a total below what is shown is not believed', async () => {
      answer({ TotalNum: 0, StreamUrls: { StreamUrl: ['live.example.com/live/a'] } });
      expect(await forbidden()).toMatchObject({ total: 1 });
    });

    test('an online stream without a name is left out, one without a time has none', async () => {
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
    ])('%s is no online list', async (_, body) => {
      answer(body);
      expect(await failureOf(online())).toMatchObject(unreadable);
    });

    test('a mapping keeps the kinds that are documented and has no streaming domain where none is given', async () => {
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

    test('a mapping of which nothing can be read is none', async () => {
      answer({ LiveDomainModels: { LiveDomainModel: [{ Type: 'vhost' }] } });
      expect(
        await failureOf(
          ground.live.call('DescribeLiveDomainMapping', { domainName: 'push.example.com' }, callContext()),
        ),
      ).toMatchObject(unreadable);
    });
  });
}
