import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { CALLBACK_SECRET, DOMAIN, eventOf, EVENTS, HISTORY, STATUS, STREAM } from '../support/live-events.js';
import { WAYS } from '../support/subscribers.js';

const UNKNOWN = 'push.unknown.example.com';

let folder: string;
let emulator: Emulator;
let gateway: TestGateway;
let second = 1_700_000_000;

interface EventPage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly nodes: readonly unknown[];
}

const setGrants = (...grants: readonly object[]): void => {
  const match = { claim: 'roles', has: 'moderator' };
  writeFileSync(
    join(folder, 'grants.yaml'),
    JSON.stringify({ grants: grants.map((grant) => ({ match, allow: ['read', 'resume'], ...grant })) }),
  );
};
const receive = async (app: string, streamName: string, domainName = DOMAIN): Promise<number> => {
  second += 1;
  const query = new URLSearchParams({
    action: 'publish',
    app: domainName,
    appname: app,
    id: streamName,
    time: String(second),
  });
  const url = new URL(`/callbacks/live/${CALLBACK_SECRET}?${query.toString()}`, gateway.url);
  return (await fetch(url)).status;
};
const subscribe = (query: string, variables: Record<string, unknown>) =>
  WAYS['graphql-ws']({ url: gateway.url, token: gateway.token, query, variables });
const eventsOf = async (name: string): Promise<{ names: string[]; totalCount: number | null }> => {
  const { body } = await gateway.post(
    'query ($name: String!) { liveDomain(name: $name) { events { totalCount nodes { stream { streamName } } } } }',
    { name },
  );
  const { events } = body.data?.['liveDomain'] as {
    events: { totalCount: number | null; nodes: { stream: { streamName: string } }[] };
  };
  return { names: events.nodes.map(({ stream }) => stream.streamName), totalCount: events.totalCount };
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'grants-'));
  setGrants({ domains: [DOMAIN] });
  emulator = createEmulator(demoWorld());
  gateway = await startGateway(
    { LIVE_CALLBACK_SECRET: CALLBACK_SECRET, GRANTS_FILE: join(folder, 'grants.yaml') },
    { emulator },
  );
});
afterEach(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

test('a caller that may read some apps of a domain gets only the events of these apps, and no total count', async () => {
  setGrants({ domains: [DOMAIN], apps: ['live'] });
  await gateway.reload();
  await receive('vod', 'hidden');
  await receive('live', 'shown');
  expect(await eventsOf(DOMAIN)).toEqual({ names: ['shown'], totalCount: null });
  const { body } = await gateway.post(HISTORY, { ...STREAM, appName: 'vod' });
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });

  const events = subscribe(EVENTS, { domainName: DOMAIN });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await receive('vod', 'hidden-2');
  await receive('live', 'shown-2');
  await events.nth(1);
  expect(eventOf(await events.nth(1)).stream.streamName).toBe('shown-2');
  events.leave();
});

test('a page whose events are all hidden is empty, and the next pages lead to the events that the caller may read', async () => {
  setGrants({ domains: [DOMAIN], apps: ['live'] });
  await gateway.reload();
  await receive('live', 'shown');
  for (let n = 0; n < 6; n += 1) await receive('vod', `hidden-${n}`);
  const read = async (after?: string): Promise<EventPage> => {
    const { body } = await gateway.post(
      `query ($name: String!, $after: String) { liveDomain(name: $name) {
        events(first: 1, after: $after) { pageInfo { hasNextPage endCursor } nodes { stream { streamName } } } } }`,
      { name: DOMAIN, after },
    );
    return (body.data?.['liveDomain'] as { events: EventPage }).events;
  };
  const first = await read();
  expect(first).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true } });
  expect(await read(first.pageInfo.endCursor)).toMatchObject({
    nodes: [{ stream: { streamName: 'shown' } }],
    pageInfo: { hasNextPage: false },
  });
});

test('a subscription that is not granted is refused, and one whose grant is withdrawn ends with FORBIDDEN', async () => {
  const foreign = subscribe(EVENTS, { domainName: 'push.brand-a.example.com' });
  expect((await foreign.nth(1)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  const status = subscribe(STATUS, { ...STREAM, domainName: 'push.brand-a.example.com' });
  expect((await status.nth(1)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });

  const events = subscribe(EVENTS, { domainName: DOMAIN });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await receive('live', 'first');
  await events.nth(1);
  setGrants({ domains: ['push.brand-a.example.com'] });
  await gateway.reload();
  await receive('live', 'second');
  const { errors, data } = await events.nth(2);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  expect(data).toBeUndefined();
  expect(await events.ended).toBeUndefined();
});

test('a domain that is in no list is refused', async () => {
  expect(await receive('live', 'foreign', UNKNOWN)).toBe(403);
});

test('an event of a domain whose list cannot be read is stored, and shown only to callers whose grants name the domain', async () => {
  setGrants({ domains: ['*'] });
  await gateway.reload();
  emulator.inject({ fault: 'InternalError', operation: 'DescribeLiveUserDomains', times: 'always' });
  expect(await receive('live', 'unsure')).toBe(200);
  expect((await eventsOf(DOMAIN)).names).toEqual([]);
  setGrants({ domains: ['*'] }, { domains: [DOMAIN] });
  await gateway.reload();
  expect((await eventsOf(DOMAIN)).names).toEqual(['unsure']);
});

test.each<readonly [string, Record<string, unknown>, string]>([
  ['a domain that is none', { domainName: 'none' }, 'domainName'],
  ['"*" as an app', { domainName: DOMAIN, appName: '*' }, 'appName'],
  ['a stream without an app', { domainName: DOMAIN, streamName: 'a' }, 'appName'],
  ['an id of another kind', { domainName: DOMAIN, after: 'bm9uZQ' }, 'after'],
  ['an id that is none', { domainName: DOMAIN, after: '🎥' }, 'after'],
])('a subscription to %s is refused with the place of the fault', async (_name, variables, path) => {
  const events = subscribe(EVENTS, variables);
  const { errors } = await events.nth(1);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', violations: [{ path }] });
});
