import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import {
  CALLBACK_ENV,
  callBack,
  createLiveEmulator,
  DOMAIN,
  eventually,
  eventOf,
  EVENTS,
  FORBID,
  historyOf,
  kindsOf,
  nextSecond,
  RESUME,
  STATUS,
  statusesOf,
  STREAM,
} from '../support/live-events.js';
import { WAYS } from '../support/subscribers.js';

let emulator: Emulator;
let gateway: TestGateway;
beforeAll(async () => {
  emulator = createLiveEmulator();
  gateway = await startGateway(CALLBACK_ENV, { emulator });
  callBack(emulator, gateway.url);
});
afterAll(() => gateway.close());

describe.each(Object.entries(WAYS))('over %s', (_name, subscribe) => {
  const open = (query: string, variables: Record<string, unknown>) =>
    subscribe({ url: gateway.url, token: gateway.token, query, variables });

  test('a subscriber sees that a stream is forbidden, cut, resumed and published again', async () => {
    const events = open(EVENTS, { domainName: DOMAIN });
    const statuses = open(STATUS, STREAM);
    await statuses.nth(1);
    expect(statusesOf(statuses)).toEqual(['ONLINE']);

    const reason = 'Copyright claim';
    await nextSecond();
    await gateway.post(FORBID, { input: { ...STREAM, reason } });
    await eventually(
      () => kindsOf(events).includes('FORBIDDEN') && kindsOf(events).includes('UNPUBLISHED'),
      () => kindsOf(events),
    );
    await eventually(
      () => statusesOf(statuses).at(-1) === 'FORBIDDEN',
      () => statusesOf(statuses),
    );
    await nextSecond();
    await gateway.post(RESUME, { input: { ...STREAM, reason: 'Claim withdrawn' } });
    await eventually(
      () => kindsOf(events).at(-1) === 'PUBLISHED',
      () => kindsOf(events),
    );
    expect(kindsOf(events).slice(-2)).toEqual(['RESUMED', 'PUBLISHED']);
    await eventually(
      () => statusesOf(statuses).at(-1) === 'ONLINE',
      () => statusesOf(statuses),
    );

    const all = events.got.map(eventOf);
    const { appName, streamName } = STREAM;
    expect(all.every(({ stream }) => stream.streamName === streamName)).toBe(true);
    expect(all.find(({ kind }) => kind === 'FORBIDDEN')).toMatchObject({
      source: 'GATEWAY',
      stream: { appName, streamName },
      action: { by: 'developer', reason },
    });
    expect(all.at(-1)).toMatchObject({ source: 'CALLBACK', action: null });
    const seen = statusesOf(statuses);
    expect(seen.every((status, place) => status !== seen[place - 1])).toBe(true);
    expect((await historyOf(gateway)).slice(0, all.length).map(({ id }) => id)).toEqual(
      all.map(({ id }) => id).toReversed(),
    );
    events.leave();
    statuses.leave();
  });

  test('a subscriber that reconnects gets the missed events, and then new events', async () => {
    await nextSecond();
    const [last] = await historyOf(gateway);
    await gateway.post(FORBID, { input: STREAM });
    await gateway.post(RESUME, { input: STREAM });
    const events = open(EVENTS, { ...STREAM, after: last?.id });
    await eventually(
      () => kindsOf(events).includes('PUBLISHED'),
      () => kindsOf(events),
    );
    const missed = await historyOf(gateway);
    const place = missed.findIndex(({ id }) => id === last?.id);
    expect(events.got.map((answer) => eventOf(answer).id)).toEqual(
      missed
        .slice(0, place)
        .map(({ id }) => id)
        .toReversed(),
    );
    events.leave();
  });
});

test('a forbid that expires is shown when it ends', async () => {
  const statuses = WAYS['graphql-ws']({
    url: gateway.url,
    token: gateway.token,
    query: STATUS,
    variables: STREAM,
  });
  await statuses.nth(1);
  const soon = new Date(Date.now() + 3_000).toISOString();
  await gateway.post(FORBID, { input: { ...STREAM, until: soon } });
  await eventually(
    () => statusesOf(statuses).at(-1) === 'FORBIDDEN',
    () => statusesOf(statuses),
  );
  await eventually(
    () => statusesOf(statuses).at(-1) === 'ONLINE',
    () => statusesOf(statuses),
  );
  statuses.leave();
});
