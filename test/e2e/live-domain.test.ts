import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { writeGrants } from '../support/grants.js';
import { DOMAIN } from '../support/queries.js';

const NAME = 'push.example.com';
const OTHER = 'push.brand-a.example.com';

interface Page {
  readonly totalCount: number;
  readonly pageInfo: Readonly<Record<string, unknown>>;
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly appName: string; readonly streamName: string; readonly status: string };
  }[];
}

interface Read {
  readonly forbidden: Page;
  readonly online: Page;
}

let gateway: TestGateway;

async function read(variables: Readonly<Record<string, unknown>> = {}): Promise<Read> {
  const { body } = await gateway.post(DOMAIN, { name: NAME, ...variables });
  expect(body.errors).toBeUndefined();
  const { forbiddenStreams, onlineStreams } = body.data?.['liveDomain'] as Record<string, Page>;
  if (forbiddenStreams === undefined || onlineStreams === undefined) throw new Error('no lists');
  return { forbidden: forbiddenStreams, online: onlineStreams };
}

const namesOf = ({ edges }: Page): string[] => edges.map(({ node }) => `${node.appName}/${node.streamName}`);

describe('liveDomain', () => {
  const names = Array.from({ length: 25 }, (_, n) => `s-${String(n).padStart(2, '0')}`);
  const forbidden = ['live', 'event-spring'].flatMap((appName) =>
    names.map((streamName) => ({ domainName: NAME, appName, streamName })),
  );
  const emulator = createEmulator(
    demoWorld({
      seed: {
        // The order is random, because the upstream guarantees no order.
        forbidden: forbidden.toReversed(),
        online: [{ domainName: NAME, appName: 'live', streamName: 'on-air', transcodes: ['lld'] }],
      },
    }),
  );
  beforeAll(async () => {
    gateway = await startGateway({}, { emulator });
  });
  afterAll(() => gateway.close());

  test('lists the forbidden streams in a stable order, page by page, each stream once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 9; page += 1) {
      const { forbidden: found } = await read({ first: 20, after });
      expect(found.totalCount).toBe(50);
      expect(found.pageInfo).toMatchObject({
        hasPreviousPage: page > 0,
        hasNextPage: page < 2,
        startCursor: found.edges[0]?.cursor,
        endCursor: found.edges.at(-1)?.cursor,
      });
      seen.push(...namesOf(found));
      after = found.pageInfo['endCursor'] as string;
      if (found.pageInfo['hasNextPage'] !== true) break;
    }
    expect(seen).toEqual([
      ...names.map((name) => `event-spring/${name}`),
      ...names.map((name) => `live/${name}`),
    ]);
  });

  test('filters by app, and counts the filtered streams', async () => {
    const { forbidden: found, online } = await read({ appName: 'event-spring', first: 5 });
    expect(found.totalCount).toBe(25);
    expect(namesOf(found)).toEqual(names.slice(0, 5).map((name) => `event-spring/${name}`));
    expect(online.totalCount).toBe(0);
  });

  test('lists online streams without transcoded ones, and their status without another call', async () => {
    await read();
    const before = emulator.calls().length;
    const { forbidden: found, online } = await read();
    expect(online.edges).toEqual([
      { node: { streamName: 'on-air', status: 'ONLINE', publishedAt: expect.any(String) } },
    ]);
    expect(new Set(found.edges.map(({ node }) => node.status))).toEqual(new Set(['FORBIDDEN']));
    expect(emulator.calls()).toHaveLength(before);
  });

  test('accepts a domain in any case, and returns it in lower case with its streaming domain', async () => {
    const { body } = await gateway.post(DOMAIN, { name: 'PUSH.Example.com' });
    expect(body.data?.['liveDomain']).toMatchObject({ name: NAME, streamingDomain: 'live.example.com' });
  });

  test('an empty page has no cursors', async () => {
    const { forbidden: found } = await read({ appName: 'no-such-app' });
    expect(found).toEqual({
      totalCount: 0,
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  const violations = async (variables: Readonly<Record<string, unknown>>): Promise<string[]> => {
    const { body } = await gateway.post(DOMAIN, { name: NAME, ...variables });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', retryable: false });
    const all = body.errors?.[0]?.extensions['violations'] as { path: string; rule: string }[];
    return all.map(({ path, rule }) => `${path} ${rule}`);
  };

  test.each([
    ['a first over 500', { first: 501 }, ['first range']],
    ['a first of 0', { first: 0 }, ['first range']],
    ['a negative first', { first: -1 }, ['first range']],
    ['a cursor that nobody gave out', { after: 'YWJj' }, ['after cursor']],
    ['an empty cursor', { after: '' }, ['after cursor']],
    ['"*" for the app', { appName: '*' }, ['appName wildcard']],
    ['a path for the app', { appName: 'live/x' }, ['appName characters']],
    [
      'everything at once',
      { first: 501, after: 'x', appName: '' },
      ['first range', 'after cursor', 'appName required'],
    ],
    ['no host name', { name: 'rtmp://push.example.com' }, ['name hostName']],
    ['the streaming domain', { name: 'live.example.com' }, ['name ingestDomain']],
  ])('refuses %s by the argument’s path', async (_what, variables, expected) => {
    expect(await violations(variables)).toEqual(expected);
  });

  test('refuses a cursor of another list, domain or filter', async () => {
    const { forbidden: found } = await read({ first: 1 });
    const after = found.pageInfo['endCursor'];
    expect(await violations({ after, name: OTHER })).toEqual(['after cursor']);
    expect(await violations({ after, appName: 'live' })).toEqual(['after cursor']);
    const { body } = await gateway.post(
      `query ($after: String) { liveDomain(name: "${NAME}") { onlineStreams(after: $after) { totalCount } } }`,
      { after },
    );
    expect(body.errors?.[0]).toMatchObject({
      path: ['liveDomain', 'onlineStreams'],
      extensions: { violations: [{ path: 'after', rule: 'cursor' }] },
    });
  });

  test('treats a domain of another account as unknown', async () => {
    const { body } = await gateway.post(DOMAIN, { name: 'push.unknown.example.com' });
    expect(body.errors?.[0]).toMatchObject({
      path: ['liveDomain'],
      extensions: { code: 'DOMAIN_NOT_FOUND', operation: 'DescribeLiveDomainMapping', retryable: false },
    });
  });
});

describe('a grant for some apps of a domain', () => {
  afterEach(() => gateway.close());

  test('shows the domain, and the lists of only those apps', async () => {
    const grant = { allow: ['read'], domains: [NAME], apps: ['rehearsal'] };
    gateway = await startGateway({ GRANTS_FILE: writeGrants(grant) });
    const whole = await gateway.post(DOMAIN, { name: NAME });
    expect(whole.body.errors?.[0]).toMatchObject({
      path: ['liveDomain', 'forbiddenStreams'],
      extensions: { code: 'FORBIDDEN', outcome: 'NOT_SENT' },
    });
    const others = await gateway.post(DOMAIN, { name: NAME, appName: 'live' });
    expect(others.body.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    const { forbidden } = await read({ appName: 'rehearsal' });
    expect(namesOf(forbidden)).toEqual(['rehearsal/match-42']);
    expect(gateway.emulator.calls().filter(({ action }) => action.endsWith('List'))).toHaveLength(2);
  });

  test('shows no other domain, and makes no call for it', async () => {
    gateway = await startGateway({ GRANTS_FILE: writeGrants({ allow: ['read'], domains: [NAME] }) });
    const { body } = await gateway.post(DOMAIN, { name: OTHER });
    expect(body.errors?.[0]).toMatchObject({ path: ['liveDomain'], extensions: { code: 'FORBIDDEN' } });
    expect(gateway.emulator.calls()).toEqual([]);
  });

  test('for actions does not allow reads', async () => {
    const grant = { allow: ['resume', 'forbid'], domains: [NAME] };
    gateway = await startGateway({ GRANTS_FILE: writeGrants(grant) });
    const { body } = await gateway.post(DOMAIN, { name: NAME });
    expect(body.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    expect(gateway.emulator.calls()).toEqual([]);
  });
});

describe('one request', () => {
  afterEach(() => gateway.close());

  test('that may return more than 10,000 list entries is refused before it reads, in every form', async () => {
    const forbidden = Array.from({ length: 500 }, (_, n) => ({
      domainName: NAME,
      appName: 'live',
      streamName: `s-${n}`,
    }));
    gateway = await startGateway({}, { emulator: createEmulator(demoWorld({ seed: { forbidden } })) });
    const { body } = await gateway.post(
      `query ($references: [_Any!]!) {
        _entities(representations: $references) {
          ... on LiveDomain { forbiddenStreams(first: 500) { edges { node { id domainName appName streamName status } } } }
        }
      }`,
      { references: Array(21).fill({ __typename: 'LiveDomain', name: NAME }) },
    );
    expect(body).toMatchObject({
      errors: [{ extensions: { code: 'REQUEST_TOO_COMPLEX', retryable: false } }],
    });
    expect(body.data).toBeUndefined();
  });
});
