import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, execute, parse } from 'graphql';
import { SINGLE_ACCOUNT } from '../../src/stream/account.js';
import { createGatewaySchema } from '../../src/graphql/schema.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { type LedgerReader } from '../../src/stream/ledger.js';
import { createDatabase, type Database, hasPostgres } from '../support/postgres.js';
import { REFUSED_EVENTS } from '../../src/graphql/artefacts.js';

const DOMAIN = 'push.example.com';
const addressOf = (n: number) => ({ domainName: DOMAIN, appName: 'live', streamName: `match-${n}` });
const references = Array.from({ length: 1_000 }, (_, n) => ({ __typename: 'LiveStream', ...addressOf(n) }));
const aliased = (count: number, toField: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => `a${n}: ${toField(n)}`).join(' ');
const ENTITIES = (fields: string): string =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on LiveStream { ${fields} } } }`;

const databases = {
  SQLite: () => Promise.resolve(undefined),
  ...(hasPostgres && { PostgreSQL: createDatabase }),
};

describe.each(Object.entries(databases))('a request for many streams, with %s', (_name, open) => {
  let database: Database | undefined;
  let store: Store;
  let schema: GraphQLSchema;
  let statements = 0;

  beforeAll(async () => {
    database = await open();
    store = await openStore({ url: database?.gatewayUrl() ?? 'file::memory:' });
    const refuse = (): never => {
      throw new TypeError('not asked for here');
    };
    const counted = <A extends unknown[], T>(act: (...given: A) => T) => {
      return (...given: A): T => {
        statements += 1;
        return act(...given);
      };
    };
    const ledger: LedgerReader = {
      listActions: counted((queries) => store.ledger.listActions(queries)),
      findActions: counted((ids) => store.ledger.findActions(ids)),
      searchActions: counted((search) => store.ledger.searchActions(search)),
      tallyActions: counted((filter) => store.ledger.tallyActions(filter)),
      listActionDomains: counted(() => store.ledger.listActionDomains()),
      countActions: counted((addresses, limit) => store.ledger.countActions(addresses, limit)),
      readForbiddenUntil: counted((addresses) => store.ledger.readForbiddenUntil(addresses)),
    };
    ({ subgraph: schema } = await createGatewaySchema({
      service: { resume: refuse, forbid: refuse },
      accounts: SINGLE_ACCOUNT,
      authorize: () => undefined,
      readCallBudgets: refuse,
      directory: {
        findDomains: refuse,
        listIngestDomains: refuse,
        readOnline: refuse,
        isForbidden: refuse,
        // This read is for the one stream with a known end.
        readStatus: (streams) => Promise.resolve(streams.map(() => 'FORBIDDEN')),
        listForbidden: refuse,
        listOnline: refuse,
        onAction: refuse,
      },
      bulkResumes: {
        start: refuse,
        retry: refuse,
        cancel: refuse,
        find: refuse,
        list: refuse,
        listItems: refuse,
        watch: refuse,
      },
      ledger,
      ...REFUSED_EVENTS,
      forbidMs: 0,
    }));
    for (const [n, kind] of [
      [0, 'RESUME'],
      [999, 'RESUME'],
      [999, 'FORBID'],
    ] as const) {
      const until = kind === 'FORBID' ? new Date('2040-01-01T00:00:00Z') : undefined;
      const id = await store.ledger.intend({
        account: 'default',
        address: addressOf(n),
        kind,
        subject: 'm',
        reason: undefined,
        until,
        correlationId: 'c',
      });
      await store.ledger.conclude(id, { outcome: 'SUCCEEDED', requestId: 'R-1', code: undefined });
    }
  });
  afterAll(async () => {
    await store.close();
    await database?.drop();
  });

  const ask = async (fields: string, r = references) => {
    statements = 0;
    const contextValue = {
      correlationId: 'c-1',
      signal: new AbortController().signal,
      caller: () => ({ subject: 'm', claims: {} }),
    };
    const document = parse(ENTITIES(fields));
    const { data, errors = [] } = await execute({ schema, document, variableValues: { r }, contextValue });
    return { entities: (data?.['_entities'] ?? []) as readonly Record<string, unknown>[], errors };
  };

  test('reads pages, totals and ends of 1,000 streams with few statements, each in the correct position', async () => {
    const { entities, errors } = await ask(
      'forbiddenUntil actions(first: 2) { totalCount edges { node { kind } } pageInfo { hasNextPage } }',
    );
    expect(errors).toEqual([]);
    expect(statements).toBeLessThanOrEqual(20);
    const page = (...kinds: string[]) => ({
      totalCount: kinds.length,
      edges: kinds.map((kind) => ({ node: { kind } })),
      pageInfo: { hasNextPage: false },
    });
    expect(entities[0]).toEqual({ forbiddenUntil: null, actions: page('RESUME') });
    expect(entities[500]).toEqual({ forbiddenUntil: null, actions: page() });
    expect(entities[999]).toMatchObject({ actions: page('FORBID', 'RESUME') });
    expect(entities[999]?.['forbiddenUntil']).toBe('2040-01-01T00:00:00.000Z');
  });

  test('reads 100 streams of 2 domains by their addresses in at most 8 statements', async () => {
    const addresses = Array.from({ length: 100 }, (_, n) => ({
      ...addressOf(n),
      ...(n % 2 === 0 && { domainName: 'push.brand-a.example.com' }),
    }));
    statements = 0;
    const document = parse(`query ($addresses: [LiveStreamAddressInput!]!) {
      liveStreamsByAddress(addresses: $addresses) { forbiddenUntil actions(first: 5) { totalCount nodes { kind } } }
    }`);
    const { data, errors } = await execute({
      schema,
      document,
      variableValues: { addresses },
      contextValue: {
        correlationId: 'c-2',
        signal: new AbortController().signal,
        caller: () => ({ subject: 'm', claims: {} }),
      },
    });
    expect(errors).toBeUndefined();
    expect(data?.['liveStreamsByAddress']).toHaveLength(100);
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThanOrEqual(8);
  });

  test('reads the same page once, also with several aliases', async () => {
    await ask(aliased(9, () => 'actions(first: 1) { totalCount }'));
    expect(statements).toBeLessThanOrEqual(20);
  });

  test('uses at most 100 statements, however different its pages are', async () => {
    const { errors } = await ask(
      aliased(30, (n) => `actions(first: ${n + 1}) { totalCount }`),
      references.slice(0, 20),
    );
    expect(errors).toEqual([]);
    expect(statements).toBeLessThanOrEqual(100);
  });

  test('gets at most 10,000 entries: a further field is refused and reads nothing', async () => {
    const { errors } = await ask(aliased(10, (n) => `actions(first: ${n + 1}) { totalCount }`));
    expect(errors.length).toBeGreaterThan(0);
    for (const { originalError } of errors)
      expect(originalError).toMatchObject({
        code: 'BAD_USER_INPUT',
        violations: [{ path: 'first', rule: 'total' }],
      });
    expect(statements).toBeLessThanOrEqual(100);
  });
});
