import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_ACCOUNT, DEMO_STREAM, demoWorld } from '../../../src/emulator/demo-world.js';
import { FAULTS, type FaultName } from '../../../src/emulator/faults/catalogue.js';
import { createEmulator } from '../../../src/emulator/server.js';
import { StreamError } from '../../../src/stream/errors.js';
import { createUpstream, type Upstream } from '../../../src/upstream/index.js';
import { type ObservedExchange } from '../../../src/upstream/recording/exchange-observer.js';
import { Placeholders } from '../../../src/upstream/recording/placeholders.js';
import { createCoreReplay } from '../../../src/upstream/recording/replay-client.js';
import { toRecorded } from '../../../src/upstream/recording/to-recorded.js';

const emulator = createEmulator(demoWorld({ limits: 'off' }));
let upstream: Upstream;
let seen: ObservedExchange[] = [];
beforeAll(async () => {
  const { endpoint } = await emulator.listen();
  upstream = await createUpstream({
    client: 'core',
    endpoint,
    protocol: 'http',
    credentials: { type: 'access_key', ...DEMO_ACCOUNT },
    timeoutMs: 400,
    onExchange: (exchange) => seen.push(exchange),
  });
});
afterAll(async () => {
  await upstream.close();
  await emulator.close();
});

const context = () =>
  ({ correlationId: 'test', signal: new AbortController().signal, lane: 'interactive' }) as const;
const LIST = { streamingDomain: 'live.example.com', pageNum: 1, pageSize: 100 };

const CALLS = {
  ResumeLiveStream: () => upstream.live.call('ResumeLiveStream', DEMO_STREAM, context()),
  DescribeLiveStreamsBlockList: () => upstream.live.call('DescribeLiveStreamsBlockList', LIST, context()),
};

/** The parts of a result that do not depend on the names. */
function toShape(made: unknown): unknown {
  if (made instanceof StreamError) {
    const { code, outcome, upstreamCode, retryAfterMs } = made;
    return { code, outcome, upstreamCode, retryAfterMs, hasRequestId: made.requestId !== undefined };
  }
  const { items, total } = made as { items?: unknown[]; total?: number };
  return { items: items?.length, total };
}

function toRecordedShape(made: object | undefined): unknown {
  if (made === undefined) return undefined;
  if ('result' in made) return toShape(made.result);
  const { error } = made as { error: Record<string, unknown> };
  const { requestId, ...rest } = error;
  return { upstreamCode: undefined, retryAfterMs: undefined, ...rest, hasRequestId: requestId !== undefined };
}

describe.each(Object.entries(CALLS))('a sanitized answer to %s', (_operation, make) => {
  test.each(['none', ...Object.keys(FAULTS)] as (FaultName | 'none')[])(
    'has the same meaning as the original answer (fault %s)',
    async (fault) => {
      seen = [];
      emulator.reset();
      if (fault !== 'none') emulator.inject({ fault });
      const made: unknown = await make().catch((thrown: unknown) => thrown);
      await new Promise(setImmediate);
      expect(seen).toHaveLength(1);
      for (const exchange of seen) {
        const mark = { source: 'emulator', at: new Date() } as const;
        const ended = { ...exchange, mark, at: mark.at };
        const recorded = await toRecorded(ended, new Placeholders(), createCoreReplay());
        expect(toRecordedShape(recorded?.made)).toEqual(toShape(made));
      }
    },
  );
});
