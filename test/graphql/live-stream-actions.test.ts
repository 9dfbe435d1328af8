import { beforeEach, describe, expect, test } from '@jest/globals';
import { execute, type GraphQLSchema, parse } from 'graphql';
import { SINGLE_ACCOUNT } from '../../src/stream/account.js';
import { createGatewaySchema } from '../../src/graphql/schema.js';
import { openStore } from '../../src/store/open-store.js';
import { type LedgerReader, type LedgerWriter } from '../../src/stream/ledger.js';
import { REFUSED_EVENTS } from '../../src/graphql/artefacts.js';

const STREAM = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const LIVE_STREAM = 'liveStream(domainName: "push.example.com", appName: "live", streamName: "match-42")';

let ledger: LedgerReader & LedgerWriter;
let counts: number;
let schema: GraphQLSchema;

beforeEach(async () => {
  ({ ledger } = await openStore({ url: 'file::memory:' }));
  counts = 0;
  const reader: LedgerReader = {
    listActions: (queries) => ledger.listActions(queries),
    readForbiddenUntil: (addresses) => ledger.readForbiddenUntil(addresses),
    findActions: (ids) => ledger.findActions(ids),
    searchActions: (search) => ledger.searchActions(search),
    tallyActions: (filter) => ledger.tallyActions(filter),
    listActionDomains: () => ledger.listActionDomains(),
    countActions: (addresses, limit) => {
      counts += 1;
      return ledger.countActions(addresses, limit);
    },
  };
  const refuse = (): never => {
    throw new TypeError('not asked for here');
  };
  ({ api: schema } = await createGatewaySchema({
    service: { resume: refuse, forbid: refuse },
    accounts: SINGLE_ACCOUNT,
    authorize: () => undefined,
    readCallBudgets: refuse,
    directory: {
      findDomains: refuse,
      listIngestDomains: refuse,
      readStatus: refuse,
      readOnline: refuse,
      isForbidden: refuse,
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
    ledger: reader,
    ...REFUSED_EVENTS,
    forbidMs: 0,
  }));
});

async function ask(selection: string): Promise<unknown> {
  const contextValue = {
    correlationId: 'c-1',
    signal: new AbortController().signal,
    caller: () => ({ subject: 'moderator-7', claims: {} }),
  };
  const document = parse(`{ ${LIVE_STREAM} { ${selection} } }`);
  const { data, errors } = await execute({ schema, document, contextValue });
  expect(errors).toBeUndefined();
  return data?.['liveStream'];
}

const resume = (appName: string): Promise<string> =>
  ledger.intend({
    account: 'default',
    address: { ...STREAM, appName },
    kind: 'RESUME',
    subject: 'moderator-7',
    reason: undefined,
    until: undefined,
    correlationId: 'c-1',
  });

describe('the actions of a stream', () => {
  test('are counted only if the request selects the count, and once for a list', async () => {
    await resume('live');
    expect(await ask('actions { edges { node { kind } } pageInfo { hasNextPage } }')).toEqual({
      actions: { edges: [{ node: { kind: 'RESUME' } }], pageInfo: { hasNextPage: false } },
    });
    expect(counts).toBe(0);
    expect(await ask('actions { totalCount again: totalCount }')).toEqual({
      actions: { totalCount: 1, again: 1 },
    });
    expect(counts).toBe(1);
  });

  test('contain their app, and include the actions on the name under every app', async () => {
    await resume('*');
    await resume('live');
    await resume('vod');
    expect(await ask('actions { totalCount edges { node { appName } } }')).toEqual({
      actions: { totalCount: 2, edges: [{ node: { appName: 'live' } }, { node: { appName: '*' } }] },
    });
  });
});
