import { copyFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { type AnswerError, startGateway, type TestGateway } from '../support/gateway.js';
import { writeGrants } from '../support/grants.js';

const LIST = 'DescribeLiveUserDomains';
const DOMAINS = `query ($first: Int! = 50, $after: String, $search: String) {
  liveDomains(first: $first, after: $after, search: $search) {
    totalCount
    edges { cursor node { name } }
    nodes { id name viewerCanResume viewerCanForbid }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const BRAND_A = Array.from(
  { length: 60 },
  (_, n) => `push-${String(n).padStart(2, '0')}.brand-a.example.com`,
);
const BRAND_B = Array.from(
  { length: 45 },
  (_, n) => `push-${String(n).padStart(2, '0')}.brand-b.example.com`,
);
const STUDIO = 'studio.brand-c.example.com';
const ALL = [...BRAND_A, ...BRAND_B, STUDIO].sort();

interface Page {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly name: string } }[];
  readonly nodes: readonly { readonly name: string; readonly viewerCanResume: boolean }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

let emulator: Emulator;
let gateway: TestGateway;
let grantsFile: string;
/** By default with a grant to read every domain. */
async function open(...grants: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const domains = ALL.toReversed().map((ingest) => ({ ingest, streaming: ingest.replace(/^\w+/, 'play') }));
  emulator = createEmulator(demoWorld({ domains, seed: {} }));
  grantsFile = writeGrants(...(grants.length === 0 ? [{ allow: ['read'], domains: ['*'] }] : grants));
  gateway = await startGateway({ GRANTS_FILE: grantsFile }, { emulator, guard: { retry: { attempts: 1 } } });
}
afterEach(() => gateway.close());

const countOf = (action: string): number => emulator.calls({ action }).length;
const namesOf = ({ nodes }: Page): string[] => nodes.map(({ name }) => name);

async function list(variables: Readonly<Record<string, unknown>> = {}): Promise<Page> {
  const { body } = await gateway.post(DOMAINS, variables);
  expect(body.errors).toBeUndefined();
  return body.data?.['liveDomains'] as Page;
}

async function refusal(variables: Readonly<Record<string, unknown>>): Promise<AnswerError | undefined> {
  const { body } = await gateway.post(DOMAINS, variables);
  expect(body.data).toEqual({ liveDomains: null });
  expect(body.errors).toHaveLength(1);
  return body.errors?.[0];
}

describe('a caller with grants on one brand', () => {
  beforeEach(() =>
    open(
      { allow: ['read'], domains: ['*.brand-b.example.com'] },
      { allow: ['resume'], domains: [BRAND_B[0]] },
      // A grant for actions does not allow reads.
      { allow: ['resume', 'forbid', 'manage'], domains: ['*.brand-a.example.com'] },
      { allow: ['read'], domains: [STUDIO], apps: ['event-*'] },
    ),
  );

  test('sees and counts only its own domains, and a domain of which it may read an app', async () => {
    const page = await list();
    expect(namesOf(page)).toEqual([...BRAND_B, STUDIO]);
    expect(page).toMatchObject({
      totalCount: 46,
      nodes: [{ viewerCanResume: true }, ...Array.from({ length: 45 }, () => ({ viewerCanResume: false }))],
      pageInfo: { hasNextPage: false, hasPreviousPage: false },
    });
  });

  test('gets full pages with their cursors, each domain once', async () => {
    const seen: string[][] = [];
    let after: string | null = null;
    do {
      const page: Page = await list({ first: 20, after });
      expect(page.totalCount).toBe(46);
      expect(page.edges.map(({ node }) => node.name)).toEqual(namesOf(page));
      expect(page.pageInfo).toMatchObject({
        hasPreviousPage: seen.length > 0,
        startCursor: page.edges[0]?.cursor,
        endCursor: page.edges.at(-1)?.cursor,
      });
      seen.push(namesOf(page));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null && seen.length < 9);
    expect(seen.map(({ length }) => length)).toEqual([20, 20, 6]);
    expect(seen.flat()).toEqual([...BRAND_B, STUDIO]);
  });

  test('finds its own domains by a part of the name, in any case', async () => {
    expect(namesOf(await list({ search: 'SH-07.BR' }))).toEqual(['push-07.brand-b.example.com']);
    expect(await list({ search: 'brand-a' })).toEqual({
      totalCount: 0,
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
    expect((await list({ search: '' })).totalCount).toBe(46);
  });

  test('continues a search after its cursor, in any case of the text', async () => {
    const { pageInfo } = await list({ search: 'push-1', first: 4 });
    const next = await list({ search: 'PUSH-1', first: 4, after: pageInfo.endCursor });
    expect(namesOf(next)).toEqual(BRAND_B.slice(14, 18));
    expect(next.totalCount).toBe(10);
  });
});

describe('the list', () => {
  test('is read with one call for 50 domains, shared by all requests of a minute', async () => {
    await open();
    await Promise.all([list(), list({ search: 'brand-a' }), list({ first: 3 })]);
    expect((await list({ first: 500 })).totalCount).toBe(106);
    expect(countOf(LIST)).toBe(3);
    // Names and grants need no other call.
    expect(emulator.calls()).toHaveLength(3);
  });

  test('reads further selected fields only for the domains of the page', async () => {
    await open();
    const { body } = await gateway.post(
      '{ liveDomains(first: 2) { nodes { name streamingDomain forbiddenCount } } }',
    );
    expect(body).toEqual({
      data: {
        liveDomains: {
          nodes: ALL.slice(0, 2).map((name) => ({
            name,
            streamingDomain: name.replace('push', 'play'),
            forbiddenCount: 0,
          })),
        },
      },
    });
    expect(countOf('DescribeLiveDomainMapping')).toBe(2);
    expect(countOf('DescribeLiveStreamsBlockList')).toBe(2);
  });

  test('applies the current grants, although it is cached', async () => {
    await open();
    expect((await list()).totalCount).toBe(106);
    copyFileSync(writeGrants({ allow: ['read'], domains: [STUDIO] }), grantsFile);
    expect(await gateway.reload()).toBe(true);
    expect(namesOf(await list())).toEqual([STUDIO]);
    expect(countOf(LIST)).toBe(3);
  });

  test('counts for the limits of a request, lists below it for each domain', async () => {
    await open();
    const { body } = await gateway.post(
      '{ liveDomains(first: 300) { nodes { forbiddenStreams(first: 50) { totalCount } } } }',
    );
    expect(body.errors?.[0]?.extensions['code']).toBe('REQUEST_TOO_COMPLEX');
    expect(emulator.calls()).toEqual([]);
  });
});

describe('these requests are refused', () => {
  test.each([
    ['a cursor of no list', { after: 'YWJj' }, ['after cursor']],
    ['an empty cursor', { after: '' }, ['after cursor']],
    ['a first over 500', { first: 501 }, ['first range']],
    ['a first of 0', { first: 0 }, ['first range']],
    ['a search of 256 characters', { search: 'x'.repeat(256) }, ['search maxLength']],
    ['a search with U+0000', { search: 'a\0' }, ['search characters']],
    ['everything at once', { first: -1, after: 'x' }, ['first range', 'after cursor']],
  ])('%s spends no call', async (_what, variables, expected) => {
    await open();
    const violations = (await refusal(variables))?.extensions['violations'] as {
      path: string;
      rule: string;
    }[];
    expect(violations.map(({ path, rule }) => `${path} ${rule}`)).toEqual(expected);
    expect(emulator.calls()).toEqual([]);
  });

  test('a cursor of another search', async () => {
    await open();
    const { pageInfo } = await list({ search: 'brand-b', first: 1 });
    const error = await refusal({ search: 'brand-a', after: pageInfo.endCursor });
    expect(error?.extensions).toMatchObject({ violations: [{ path: 'after', rule: 'cursor' }] });
  });

  test('a request without a token', async () => {
    await open();
    const { body } = await gateway.post(DOMAINS, {}, { authorization: undefined });
    expect(body.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(emulator.calls()).toEqual([]);
  });
});

describe('a failure of the upstream', () => {
  test.each([
    ['Forbidden.RAM', 'UPSTREAM_DENIED'],
    ['InternalError', 'UPSTREAM_UNAVAILABLE'],
  ] as const)('%s is null with %s, beside another root field', async (fault, code) => {
    await open();
    emulator.inject({ operation: LIST, fault, times: 'always' });
    const { body } = await gateway.post(
      `{ liveDomains { totalCount } liveDomain(name: "${STUDIO}") { name streamingDomain } }`,
    );
    expect(body.data).toEqual({
      liveDomains: null,
      liveDomain: { name: STUDIO, streamingDomain: 'play.brand-c.example.com' },
    });
    expect(body.errors).toEqual([
      expect.objectContaining({
        path: ['liveDomains'],
        extensions: expect.objectContaining({ code, operation: LIST }),
      }),
    ]);
  });
});
