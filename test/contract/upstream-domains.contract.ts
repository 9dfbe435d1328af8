import { describe, expect, test } from '@jest/globals';
import { type UpstreamRequest } from '../../src/stream/upstream.js';
import { callContext, failureOf, openGround, type Subject } from './upstream-subject.js';

const FIRST = { kind: 'ingest', pageNum: 1, pageSize: 50 } as const;

/** Tests the list of the account’s domains. Every client of ApsaraVideo Live runs this suite. */
export function upstreamDomainsContract({ name, options }: Subject): void {
  describe(`the account's domains through ${name}`, () => {
    const ground = openGround(options);
    const { emulator } = ground;
    const read = (query: UpstreamRequest<'DescribeLiveUserDomains'>) =>
      ground.live.call('DescribeLiveUserDomains', query, callContext());
    const answer = (body: Record<string, unknown>): void => {
      const params = { body: JSON.stringify({ RequestId: '$REQUEST_ID', ...body }) };
      emulator.inject({ fault: 'respond', params });
    };

    test('ingest domains are requested only by kind and page, in one signed POST', async () => {
      expect(await read(FIRST)).toEqual({
        items: ['push.brand-a.example.com', 'push.brand-b.example.com', 'push.example.com'].map((domain) => ({
          name: domain,
          kind: 'ingest',
          isOnline: true,
        })),
        total: 3,
      });
      expect(emulator.calls()).toHaveLength(1);
      expect(emulator.calls()[0]).toMatchObject({
        action: 'DescribeLiveUserDomains',
        method: 'POST',
        signatureVerified: true,
      });
      expect(emulator.calls()[0]?.params).toEqual({
        LiveDomainType: 'liveEdge',
        PageNumber: '1',
        PageSize: '50',
      });
    });

    test('a search finds a part of the name among domains of the given kind', async () => {
      const { items } = await read({ ...FIRST, kind: 'streaming', search: 'Brand-A' });
      expect(items.map((domain) => domain.name)).toEqual([
        'play-hk.brand-a.example.com',
        'play.brand-a.example.com',
      ]);
      expect(emulator.calls()[0]?.params).toMatchObject({
        DomainName: 'Brand-A',
        DomainSearchType: 'fuzzy_match',
      });
    });

    test('the pages contain every domain once, and a page after the end still has the total', async () => {
      const pages = await Promise.all([1, 2, 3].map((pageNum) => read({ ...FIRST, pageNum, pageSize: 2 })));
      expect(pages.map(({ items }) => items.map((domain) => domain.name))).toEqual([
        ['push.brand-a.example.com', 'push.brand-b.example.com'],
        ['push.example.com'],
        [],
      ]);
      expect(pages.map(({ total }) => total)).toEqual([3, 3, 3]);
    });

    test('the upstream refuses more than 50 entries per page', async () => {
      expect(await failureOf(read({ ...FIRST, pageSize: 51 }))).toMatchObject({
        code: 'BAD_USER_INPUT',
        outcome: 'REJECTED',
      });
    });

    test('an invalid row or an undocumented kind hides no other row, and names are in lower case', async () => {
      const PageData = [
        null,
        { LiveDomainType: 'liveEdge' },
        { DomainName: 'new.example.com', LiveDomainType: 'of-tomorrow' },
        { DomainName: 'PUSH.example.org', LiveDomainType: 'liveEdge', LiveDomainStatus: 'configuring' },
      ];
      answer({ TotalCount: '4', Domains: { PageData } });
      expect(await read(FIRST)).toEqual({
        items: [{ name: 'push.example.org', kind: 'ingest', isOnline: false }],
        total: 4,
      });
    });

    test.each([
      ['without a total', { Domains: { PageData: [] } }],
      ['with fewer rows than it counts', { TotalCount: 3, Domains: { PageData: [] } }],
      ['with rows but no name', { TotalCount: 1, Domains: { PageData: [{}] } }],
      ['with text instead of its rows', { TotalCount: 1, Domains: { PageData: 'push.example.com' } }],
    ])('the client refuses a list %s', async (_, body) => {
      answer(body);
      expect(await failureOf(read(FIRST))).toMatchObject({ code: 'UPSTREAM_ERROR', outcome: 'UNKNOWN' });
    });
  });
}
