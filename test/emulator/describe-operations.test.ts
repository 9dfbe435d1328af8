import { describe, expect, it } from '@jest/globals';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';
import { runningWorld, verdict } from './support/world.js';

const OTHER = { accessKeyId: 'LTAI-other', accessKeySecret: 'other-secret' };
const DEMO = { accessKeyId: 'LTAI-demo', accessKeySecret: 'demo-secret' };
const world = runningWorld({
  limits: 'off',
  accounts: [DEMO, OTHER],
  domains: [
    { ingest: 'push-1.example.com', streaming: 'live.example.com', subStreaming: ['live-hk.example.com'] },
    { ingest: 'push-2.example.com', streaming: 'live.example.com' },
    { ingest: 'push.other.example', streaming: 'live.other.example', accountKeyId: OTHER.accessKeyId },
  ],
  seed: {
    forbidden: [
      { domainName: 'push-1.example.com', appName: 'live', streamName: 'a' },
      { domainName: 'push-2.example.com', appName: 'live', streamName: 'a' },
      { domainName: 'push-2.example.com', appName: 'event', streamName: '新品' },
      { domainName: 'push.other.example', appName: 'live', streamName: 'theirs' },
    ],
    online: [
      {
        domainName: 'push-1.example.com',
        appName: 'live',
        streamName: 'match-4',
        publishedAtMs: Date.parse('2026-03-01T08:00:00.750Z'),
        transcodes: ['lld'],
      },
      { domainName: 'push-2.example.com', appName: 'event', streamName: 'match-44' },
    ],
  },
});
const ask = (action: string, query: Readonly<Record<string, string>>, key = DEMO, method = 'POST') =>
  world.call(action, query, { ...key, method });
const map = (DomainName: string, key = DEMO) => ask('DescribeLiveDomainMapping', { DomainName }, key, 'GET');

describe('DescribeLiveDomainMapping', () => {
  const GROUP = [
    { DomainName: 'live.example.com', Type: 'vhost' },
    { DomainName: 'push-1.example.com', Type: 'publish' },
    { DomainName: 'push-2.example.com', Type: 'publish' },
    { DomainName: 'live-hk.example.com', Type: 'play' },
  ];

  it.each(['live.example.com', 'push-2.example.com', 'live-hk.example.com'])(
    'returns all domains of the mapping for %s',
    async (DomainName) => {
      expect((await map(DomainName)).json).toEqual({
        RequestId: expect.any(String),
        LiveDomainModels: { LiveDomainModel: GROUP },
      });
    },
  );

  it('accepts only GET', async () => {
    const refused = await ask('DescribeLiveDomainMapping', { DomainName: 'live.example.com' });
    expect(verdict(refused)).toEqual([400, 'UnsupportedHTTPMethod']);
    expect(world.emulator.calls()[0]).toMatchObject({ method: 'POST', signatureVerified: false });
  });

  it('does not find the domains of another account', async () => {
    expect(verdict(await map('push.other.example'))).toEqual([404, 'InvalidDomain.NotFound']);
    expect(verdict(await map('push.other.example', OTHER))).toEqual([200, undefined]);
  });
});

describe('DescribeLiveStreamState', () => {
  const state = async (DomainName: string, AppName: string, StreamName: string) =>
    (await ask('DescribeLiveStreamState', { DomainName, AppName, StreamName })).json;

  it('returns online for the ingest domain and the streaming domain of a stream, and for no other', async () => {
    const online = { RequestId: expect.any(String), StreamState: 'online', Type: 'push' };
    expect(await state('push-1.example.com', 'live', 'match-4')).toEqual(online);
    expect(await state('live.example.com', 'live', 'match-4')).toEqual(online);
    expect(await state('push-2.example.com', 'live', 'match-4')).toEqual({
      ...online,
      StreamState: 'offline',
    });
  });

  it('returns offline for a forbidden stream, without a reason', async () => {
    expect(await state('push-1.example.com', 'live', 'a')).toMatchObject({ StreamState: 'offline' });
  });

  it('refuses an empty stream name', async () => {
    expect(await state('push-1.example.com', 'live', '')).toMatchObject({ Code: 'MissingStreamName' });
  });
});

describe('DescribeLiveStreamsBlockList', () => {
  const list = (more: Readonly<Record<string, string>> = {}) =>
    ask('DescribeLiveStreamsBlockList', { DomainName: 'live.example.com', ...more });

  it('lists each stream once as streamingDomain/app/stream, without an end time', async () => {
    expect((await list()).json).toEqual({
      RequestId: expect.any(String),
      PageNum: 1,
      PageSize: 2000,
      TotalNum: 2,
      TotalPage: 1,
      DomainName: 'live.example.com',
      StreamUrls: { StreamUrl: ['live.example.com/live/a', 'live.example.com/event/新品'] },
    });
  });

  it('accepts only a main streaming domain of the account', async () => {
    for (const DomainName of ['push-1.example.com', 'live-hk.example.com'])
      expect(verdict(await list({ DomainName }))).toEqual([403, 'IllegalOperation']);
    expect(verdict(await list({ DomainName: 'live.other.example' }))).toEqual([
      404,
      'InvalidDomain.NotFound',
    ]);
  });

  it('returns each entry exactly once over all pages, and no entry after the last page', async () => {
    for (let n = 0; n < 7000; n += 1)
      world.emulator.forbid({ domainName: 'push-1.example.com', appName: 'live', streamName: `s-${n}` });
    const seen: unknown[] = [];
    for (let page = 1; page <= 4; page += 1) {
      const { json } = await list({ PageNum: String(page), PageSize: '3000' });
      expect(json).toMatchObject({ PageNum: page, PageSize: 3000, TotalNum: 7002, TotalPage: 3 });
      seen.push(...(json['StreamUrls'] as { StreamUrl: string[] }).StreamUrl);
    }
    expect(seen).toHaveLength(7002);
    expect(new Set(seen).size).toBe(7002);
  });

  it.each(['0', '3001', '-1', '1.5', 'ten'])('refuses %s as PageSize', async (PageSize) => {
    expect(verdict(await list({ PageSize }))).toEqual([400, 'InvalidParam']);
  });
});

describe('DescribeLiveStreamsOnlineList', () => {
  const rows = async (more: Readonly<Record<string, string>> = {}) => {
    const { json } = await ask('DescribeLiveStreamsOnlineList', { DomainName: 'live.example.com', ...more });
    return (json['OnlineInfo'] as { LiveStreamOnlineInfo: Record<string, unknown>[] }).LiveStreamOnlineInfo;
  };
  const names = async (more: Readonly<Record<string, string>>) =>
    (await rows(more)).map((r) => r['StreamName']);

  it('returns complete rows, with the secrets and addresses that the real service returns', async () => {
    expect((await rows())[0]).toEqual({
      DomainName: 'live.example.com',
      PublishDomain: 'push-1.example.com',
      AppName: 'live',
      StreamName: 'match-4',
      PublishTime: '2026-03-01T08:00:00Z',
      PublishType: 'edge',
      PublishUrl: `rtmp://push-1.example.com/live/match-4?auth_key=${LEAK_MARKS.authKey}`,
      Transcoded: 'no',
      ClientIp: LEAK_MARKS.clientIp,
      ServerIp: LEAK_MARKS.serverIp,
      FrameRate: 25,
      Height: 1080,
      Width: 1920,
      VideoCodecId: 7,
      AudioCodecId: 10,
    });
  });

  it('returns four fields if OnlyStream is yes', async () => {
    expect(Object.keys((await rows({ OnlyStream: 'yes' }))[0] ?? {}).sort()).toEqual([
      'AppName',
      'DomainName',
      'PublishTime',
      'StreamName',
    ]);
  });

  it('matches a part of the stream name unless QueryType is strict', async () => {
    expect(await names({ StreamName: 'match-4' })).toEqual(['match-4', 'match-4_lld', 'match-44']);
    expect(await names({ StreamName: 'match-4', QueryType: 'strict' })).toEqual(['match-4']);
  });

  it('filters by StreamType and by AppName', async () => {
    expect(await names({ StreamType: 'raw' })).toEqual(['match-4', 'match-44']);
    expect(await names({ StreamType: 'trans' })).toEqual(['match-4_lld']);
    expect(await names({ AppName: 'event' })).toEqual(['match-44']);
  });

  it('returns the page that PageNum and PageSize select', async () => {
    expect(await names({ PageNum: '2', PageSize: '2' })).toEqual(['match-44']);
    expect(await names({ PageNum: '3', PageSize: '2' })).toEqual([]);
  });

  it('refuses unknown values of QueryType, StreamType and OnlyStream', async () => {
    for (const word of [{ QueryType: 'exact' }, { StreamType: 'copy' }, { OnlyStream: 'true' }])
      expect(
        verdict(await ask('DescribeLiveStreamsOnlineList', { DomainName: 'live.example.com', ...word })),
      ).toEqual([400, 'InvalidParam']);
  });
});
