import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Emulator } from '../../src/emulator/server.js';
import { composeSupergraph } from '../federation/supergraph.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import {
  CALLBACK_ENV,
  callBack,
  createLiveEmulator,
  eventually,
  FORBID,
  historyOf,
  nextSecond,
  RESUME,
  STREAM,
} from '../support/live-events.js';
import { createHive, type Hive } from '../support/hive.js';

const EVENTS = `subscription ($domainName: String!, $after: ID) {
  liveStreamEvents(domainName: $domainName, after: $after) { kind stream { streamName status viewerCanResume } }
}`;
const HEADERS = { 'content-type': 'application/json', accept: 'text/event-stream' };

let emulator: Emulator;
let gateway: TestGateway;
let hive: Hive;
beforeAll(async () => {
  emulator = createLiveEmulator();
  gateway = await startGateway(CALLBACK_ENV, { emulator });
  callBack(emulator, gateway.url);
  // The first callback is lost if the gateway takes longer to start than its delay.
  emulator.startEncoder({ ...STREAM, reconnectMs: 150 });
  hive = createHive(composeSupergraph(gateway.url));
});
afterAll(async () => {
  await hive[Symbol.asyncDispose]();
  await gateway.close();
});

test('behind a supergraph gateway, a subscriber sees that a stream is forbidden, resumed and published again', async () => {
  const authorization = `Bearer ${gateway.token ?? ''}`;
  const post = (body: object): Promise<Response> =>
    Promise.resolve(
      hive.fetch('http://supergraph.test/graphql', {
        method: 'POST',
        headers: { ...HEADERS, authorization },
        body: JSON.stringify(body),
      }),
    );
  // The supergraph gateway answers with the first event, so the subscription may begin after the actions below.
  await eventually(() => emulator.callbacks().length > 0);
  const [last] = await historyOf(gateway);
  await nextSecond();
  await gateway.post(FORBID, { input: STREAM });
  const { domainName } = STREAM;
  let text = '';
  const { promise: opened, resolve: open } = Promise.withResolvers<ReadableStreamDefaultReader<Uint8Array>>();
  void (async () => {
    const { body } = await post({ query: EVENTS, variables: { domainName, after: last?.id } });
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    open(reader);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += new TextDecoder().decode(value);
    }
  })();
  const kinds = (): string[] => Array.from(text.matchAll(/"kind":"(\w+)"/g), ([, kind = '']) => kind);

  await eventually(() => kinds().includes('UNPUBLISHED'), kinds);
  await nextSecond();
  await gateway.post(RESUME, { input: STREAM });
  await eventually(() => kinds().at(-1) === 'PUBLISHED', kinds);
  expect(kinds().slice(-2)).toEqual(['RESUMED', 'PUBLISHED']);
  expect(text).toContain('"viewerCanResume":true');
  expect(text).not.toContain('"errors"');
  await (await opened).cancel();
});
