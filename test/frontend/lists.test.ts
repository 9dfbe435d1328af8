import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type GatewayError, LiveDomainDocument } from 'apsara-live-gateway-client';
import * as apollo from '../../examples/apollo-client.js';
import * as urql from '../../examples/urql.js';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { type StreamAddress } from '../../src/stream/address.js';
import { until } from '../emulator/support/until.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const emulator = createEmulator(demoWorld({ limits: 'off' }));
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ LIVE_CLIENT: 'core' }, { emulator });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

const { domainName } = DEMO_STREAM;
const readToken = (): string => gateway.token ?? '';

/** A page that shows the forbidden streams of the domain, and those of one of its apps. */
interface Page {
  /** The names in each list, with a new entry for each change. */
  readonly shown: Readonly<Record<'all' | 'app', string[]>>;
  readonly resume: (input: StreamAddress) => Promise<{ requestId: string } | { error: GatewayError }>;
  readonly stop: () => void;
}

const VARIABLES = { all: { name: domainName }, app: { name: domainName, appName: 'live' } };

interface Listed {
  readonly liveDomain?: {
    readonly forbiddenStreams: {
      readonly edges: readonly { readonly node: { readonly streamName: string; readonly appName: string } }[];
    } | null;
  } | null;
}

function note(list: string[], data: Listed | undefined): void {
  const edges = data?.liveDomain?.forbiddenStreams?.edges;
  const names = edges?.map(({ node }) => `${node.appName}/${node.streamName}`).join(' ');
  if (names !== undefined && list.at(-1) !== names) list.push(names);
}

function openWithApollo(): Page {
  const client = apollo.createApolloClient(gateway.url, readToken);
  const shown = { all: [], app: [] };
  const open = (['all', 'app'] as const).map((key) =>
    client
      .watchQuery({ query: LiveDomainDocument, variables: VARIABLES[key] })
      .subscribe(({ data, dataState }) => {
        if (dataState === 'complete') note(shown[key], data);
      }),
  );
  return {
    shown,
    resume: (input) => apollo.resume(client, input),
    stop() {
      for (const one of open) one.unsubscribe();
      client.stop();
    },
  };
}

function openWithUrql(): Page {
  const client = urql.createUrqlClient(gateway.url, readToken);
  const shown = { all: [], app: [] };
  const open = (['all', 'app'] as const).map((key) =>
    client.query(LiveDomainDocument, VARIABLES[key]).subscribe(({ data }) => {
      note(shown[key], data);
    }),
  );
  return {
    shown,
    resume: (input) => urql.resume(client, input),
    stop() {
      for (const one of open) one.unsubscribe();
    },
  };
}

describe.each([
  ['Apollo Client', openWithApollo, 'match-42'],
  ['urql with graphcache', openWithUrql, 'match-43'],
])('%s: a list of forbidden streams', (_client, open, streamName) => {
  test('removes a resumed stream for each of its filters, and keeps the others', async () => {
    const page = open();
    await until(() => page.shown.all.length === 1 && page.shown.app.length === 1);
    expect(page.shown.all[0]).toContain(`live/${streamName}`);
    await page.resume({ ...DEMO_STREAM, streamName });
    await until(() => page.shown.all.length === 2 && page.shown.app.length === 2);
    for (const [before = '', after = ''] of Object.values(page.shown))
      expect(before.split(' ').filter((name) => !after.split(' ').includes(name))).toEqual([
        `live/${streamName}`,
      ]);
    page.stop();
  });

  test('is not read again if the stream could not be resumed', async () => {
    const page = open();
    await until(() => page.shown.all.length === 1 && page.shown.app.length === 1);
    const reads = (): number => emulator.calls({ action: 'DescribeLiveStreamsBlockList' }).length;
    const before = reads();
    expect(await page.resume({ ...DEMO_STREAM, streamName: '' })).toHaveProperty('error');
    expect(page.shown.all).toHaveLength(1);
    expect(reads()).toBe(before);
    page.stop();
  });
});
