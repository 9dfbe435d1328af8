import { afterEach, describe, expect, test } from '@jest/globals';
import { type Answer, startGateway, type TestGateway } from '../support/gateway.js';
import { writeGrants } from '../support/grants.js';
import { FORBID, RESUME } from '../support/queries.js';

const LIST = `query ($filter: LiveStreamActionFilter!, $first: Int! = 50, $after: String) {
  liveStreamActions(filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage endCursor }
    nodes { kind domainName appName streamName outcome by reason code stream { domainName appName streamName } }
  }
}`;
const OF_DOMAIN = `query ($name: String!, $filter: LiveDomainActionFilter, $first: Int! = 50, $after: String) {
  liveDomain(name: $name) {
    actions(filter: $filter, first: $first, after: $after) { totalCount pageInfo { endCursor } nodes { kind appName } }
  }
}`;
const [PLAIN, BRAND_A, BRAND_B] = [
  'push.example.com',
  'push.brand-a.example.com',
  'push.brand-b.example.com',
];
const ALL = { allow: ['read', 'resume', 'forbid'], domains: ['*'], anyApp: true };

interface Page {
  readonly totalCount: number | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
}

let gateway: TestGateway;
let grants: string;
afterEach(() => gateway.close());

/** A gateway with some actions, whose caller then gets other grants. */
async function open(...granted: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  grants = writeGrants(ALL);
  gateway = await startGateway({ GRANTS_FILE: grants });
  for (const [domainName, appName, streamName, reason] of [
    [PLAIN, 'live', 'one', 'first'],
    [BRAND_A, 'live', 'two', 'second'],
    [BRAND_A, 'event-1', 'three', 'third'],
    [BRAND_B, 'live', 'four', 'fourth'],
  ] as const)
    await gateway.post(FORBID, { input: { domainName, appName, streamName, reason } });
  await gateway.post(RESUME, {
    input: { domainName: BRAND_A, appName: '*', streamName: 'two', reason: 'fifth' },
  });
  if (granted.length === 0) return;
  const { copyFileSync } = await import('node:fs');
  copyFileSync(writeGrants(...granted), grants);
  expect(await gateway.reload()).toBe(true);
}

async function list(filter: object, page: object = {}): Promise<Page> {
  const { body } = await gateway.post(LIST, { filter, ...page });
  expect(body.errors).toBeUndefined();
  return body.data?.['liveStreamActions'] as Page;
}
const reasonsOf = ({ nodes }: Page): unknown[] => nodes.map(({ reason }) => reason);
const codesOf = ({ body }: Answer): unknown[] =>
  (body.errors ?? []).map(({ extensions }) => extensions['code']);

describe('the ledger', () => {
  test('lists the actions on every domain, newest first, page by page', async () => {
    await open();
    const first = await list({}, { first: 3 });
    expect(reasonsOf(first)).toEqual(['fifth', 'fourth', 'third']);
    expect(first.totalCount).toBe(5);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await list({}, { first: 3, after: first.pageInfo.endCursor });
    expect(reasonsOf(second)).toEqual(['second', 'first']);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(gateway.emulator.calls({ action: 'DescribeLiveUserDomains' })).toEqual([]);
  });

  test.each<[object, string[]]>([
    [{ domainName: 'PUSH.Brand-A.example.com' }, ['fifth', 'third', 'second']],
    [{ appName: 'live' }, ['fourth', 'second', 'first']],
    [{ appName: '*' }, ['fifth']],
    [{ streamName: 'two' }, ['fifth', 'second']],
    [{ domainName: BRAND_A, appName: 'live', streamName: 'two' }, ['second']],
    [{ kinds: ['RESUME'] }, ['fifth']],
    [{ kinds: [] }, []],
    [{ by: 'developer', kinds: ['FORBID'], domainName: BRAND_B }, ['fourth']],
    [{ by: 'another' }, []],
    [
      { outcomes: ['SUCCEEDED'], since: '2020-01-01T00:00:00Z' },
      ['fifth', 'fourth', 'third', 'second', 'first'],
    ],
    [{ outcomes: ['UNKNOWN', 'PENDING', 'REJECTED', 'NOT_SENT'] }, []],
    [{ before: '2020-01-01T00:00:00Z' }, []],
    [{ domainName: 'push.none.example.com' }, []],
  ])('with the filter %j lists %j', async (filter, reasons) => {
    await open();
    const page = await list(filter);
    expect(reasonsOf(page)).toEqual(reasons);
    expect(page.totalCount).toBe(reasons.length);
    expect(page.pageInfo.hasNextPage).toBe(false);
  });

  test('names the target of each action, also of an action on every app, which has no single stream', async () => {
    await open();
    const anyApp = { domainName: BRAND_A, appName: '*', streamName: 'two' };
    const oneStream = { domainName: BRAND_B, appName: 'live', streamName: 'four' };
    expect((await list({}, { first: 2 })).nodes).toEqual([
      expect.objectContaining({ ...anyApp, kind: 'RESUME', stream: null }),
      expect.objectContaining({ ...oneStream, kind: 'FORBID', stream: oneStream }),
    ]);
    const [sent] = gateway.emulator.calls({ action: 'ResumeLiveStream' });
    expect(sent?.params).toMatchObject({ DomainName: BRAND_A, AppName: '*', StreamName: 'two' });
  });

  test('of a domain is also a field of the domain', async () => {
    await open();
    const { body } = await gateway.post(OF_DOMAIN, {
      name: BRAND_A,
      filter: { kinds: ['FORBID'] },
      first: 1,
    });
    expect(body.data).toMatchObject({
      liveDomain: { actions: { totalCount: 2, nodes: [{ kind: 'FORBID', appName: 'event-1' }] } },
    });
    const all = await gateway.post(OF_DOMAIN, { name: BRAND_A });
    expect(all.body.data).toMatchObject({ liveDomain: { actions: { totalCount: 3 } } });
  });
});

describe('a caller with grants for some domains and apps', () => {
  test('sees and counts only the actions on its domains', async () => {
    await open({ allow: ['read'], domains: [BRAND_B, PLAIN] });
    const page = await list({});
    expect(reasonsOf(page)).toEqual(['fourth', 'first']);
    expect(page.totalCount).toBe(2);
    expect(codesOf(await gateway.post(LIST, { filter: { domainName: BRAND_A } }))).toEqual(['FORBIDDEN']);
  });

  test('sees the actions of a domain on its apps, and the actions for every app', async () => {
    await open({ allow: ['read'], domains: [BRAND_A], apps: ['event-*'] });
    for (const page of [await list({}), await list({ domainName: BRAND_A })]) {
      expect(reasonsOf(page)).toEqual(['fifth', 'third']);
      expect(page.totalCount).toBe(2);
    }
    expect(reasonsOf(await list({ appName: 'live' }))).toEqual([]);
    const refused = await gateway.post(LIST, { filter: { domainName: BRAND_A, appName: 'live' } });
    expect(codesOf(refused)).toEqual(['FORBIDDEN']);
  });

  test('gets full pages although other actions are in between', async () => {
    await open({ allow: ['read'], domains: [BRAND_A], apps: ['event-*'] });
    const first = await list({}, { first: 1 });
    expect(reasonsOf(first)).toEqual(['fifth']);
    const second = await list({}, { first: 1, after: first.pageInfo.endCursor });
    expect(reasonsOf(second)).toEqual(['third']);
  });

  test('without a grant to read gets an empty list, and without a token is refused', async () => {
    await open({ allow: ['resume', 'manage'], domains: ['*'] });
    expect(await list({})).toMatchObject({ totalCount: 0, nodes: [] });
    const { body } = await gateway.post(LIST, { filter: {} }, { authorization: undefined });
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UNAUTHENTICATED']);
  });
});

describe('wrong arguments', () => {
  test.each<[Record<string, unknown>, string, string]>([
    [{ filter: { domainName: 'no host' } }, 'filter.domainName', 'hostName'],
    [{ filter: { appName: 'a/b' } }, 'filter.appName', 'characters'],
    [{ filter: { streamName: '*' } }, 'filter.streamName', 'wildcard'],
    [{ filter: { by: 'a\0b' } }, 'filter.by', 'characters'],
    [{ filter: { since: '2026-01-02T00:00:00Z', before: '2026-01-01T00:00:00Z' } }, 'filter.before', 'range'],
    [{ filter: {}, first: 0 }, 'first', 'range'],
    [{ filter: {}, first: 501 }, 'first', 'range'],
    [{ filter: {}, after: 'x' }, 'after', 'cursor'],
  ])('%j are BAD_USER_INPUT at %s, and nothing is read', async (variables, path, rule) => {
    await open();
    const { body } = await gateway.post(LIST, variables);
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      violations: [{ path, rule }],
    });
  });

  test('with a cursor of another filter or of another list are refused', async () => {
    await open();
    const { endCursor } = (await list({}, { first: 1 })).pageInfo;
    for (const filter of [{ by: 'developer' }, { domainName: BRAND_A }])
      expect(codesOf(await gateway.post(LIST, { filter, after: endCursor }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await gateway.post(OF_DOMAIN, { name: BRAND_A, after: endCursor }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});
