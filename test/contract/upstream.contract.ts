import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_ACCOUNT, DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { type FaultName } from '../../src/emulator/faults/catalogue.js';
import { createEmulator } from '../../src/emulator/server.js';
import { StreamError } from '../../src/stream/errors.js';
import { type CallContext, type LiveUpstream } from '../../src/stream/upstream.js';
import { createUpstream, type Upstream, type UpstreamOptions } from '../../src/upstream/index.js';
import { FAULT_EXPECTATIONS, type FaultExpectation } from '../support/fault-expectations.js';

export const TIMEOUT_MS = 400;

/** Where a client cannot tell as much as the other, and why. */
export type Weaker = Partial<Record<FaultName, FaultExpectation | 'resumes'>>;

export interface Subject {
  readonly name: string;
  readonly options: Pick<UpstreamOptions, 'client' | 'loadSdk'>;
  readonly weaker: Weaker;
}

export function callContext(signal = new AbortController().signal): CallContext {
  return { correlationId: 'test', signal, lane: 'interactive' };
}

function openUpstream(options: Subject['options'], endpoint: string): Promise<Upstream> {
  const credentials = { type: 'access_key', ...DEMO_ACCOUNT } as const;
  return createUpstream({ ...options, endpoint, protocol: 'http', credentials, timeoutMs: TIMEOUT_MS });
}

/** One suite for every way to speak to ApsaraVideo Live, against the emulator on the real wire. */
export function upstreamContract({ name, options, weaker }: Subject): void {
  describe(`the upstream through ${name}`, () => {
    const emulator = createEmulator(demoWorld({ limits: 'off' }));
    let upstream: Upstream;
    let live: LiveUpstream;

    beforeAll(async () => {
      upstream = await openUpstream(options, (await emulator.listen()).endpoint);
      live = upstream.live;
      await upstream.warmUp();
    });
    afterAll(async () => {
      await upstream.close();
      await emulator.close();
    });
    beforeEach(() => {
      emulator.reset();
    });

    const failure = async (): Promise<StreamError> => {
      const thrown: unknown = await live.resume(DEMO_STREAM, callContext()).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(thrown).toBeInstanceOf(StreamError);
      return thrown as StreamError;
    };

    test('gives Alibaba’s RequestId back and the stream leaves the forbid list', async () => {
      const { requestId } = await live.resume(DEMO_STREAM, callContext());
      expect(requestId).toBe(emulator.calls().at(-1)?.requestId);
      expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(DEMO_STREAM));
    });

    test('sends exactly the documented parameters, signed, in one POST without a body', async () => {
      await live.resume(DEMO_STREAM, callContext());
      expect(emulator.calls()).toHaveLength(1);
      expect(emulator.calls()[0]).toMatchObject({
        action: 'ResumeLiveStream',
        method: 'POST',
        signatureVerified: true,
        params: {
          DomainName: 'push.example.com',
          AppName: 'live',
          StreamName: 'match-42',
          LiveStreamType: 'publisher',
        },
      });
      expect(Object.keys(emulator.calls()[0]?.params ?? {})).toHaveLength(4);
      expect(emulator.calls()[0]?.headers).not.toContain('x-acs-retry-attempts');
    });

    test.each(Object.entries(FAULT_EXPECTATIONS) as [FaultName, FaultExpectation][])(
      '%s is told by its row, after one attempt',
      async (fault, usual) => {
        const expected = weaker[fault] ?? usual;
        emulator.inject({ fault, times: 'always' });
        if (expected === 'resumes') {
          await live.resume(DEMO_STREAM, callContext());
          return;
        }
        const { code, retryable, outcome, upstreamCode, retryAfterMs } = await failure();
        expect({ code, retryable, outcome, upstreamCode, retryAfterMs }).toEqual({
          upstreamCode: undefined,
          retryAfterMs: undefined,
          ...expected,
        });
        expect(emulator.calls()).toHaveLength(1);
      },
    );

    test('a call that is aborted while the upstream is silent ends at once, outcome UNKNOWN', async () => {
      emulator.inject({ fault: 'hang' });
      const gone = new AbortController();
      const resumed = live.resume(DEMO_STREAM, callContext(gone.signal));
      while (emulator.calls().length === 0) await new Promise(setImmediate);
      gone.abort();
      await expect(resumed).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN' });
    });
  });

  test.each(['hang', 'hang-after-headers', 'drip'] as const)(
    `${name}: %s on a used connection ends at the deadline like on a fresh one`,
    async (fault) => {
      const emulator = createEmulator(demoWorld());
      const { endpoint } = await emulator.listen();
      const upstream = await openUpstream(options, endpoint);
      try {
        await upstream.live.resume(DEMO_STREAM, callContext());
        // The connection is free again only once its answer has been handed over.
        await new Promise(setImmediate);
        emulator.inject({ fault });
        await expect(upstream.live.resume(DEMO_STREAM, callContext())).rejects.toMatchObject({
          code: 'UPSTREAM_TIMEOUT',
          outcome: 'UNKNOWN',
        });
        const [first, second] = emulator.calls();
        expect(second?.connectionId).toBe(first?.connectionId);
      } finally {
        await upstream.close();
        await emulator.close();
      }
    },
  );

  test(`an upstream that refuses connections is unavailable to ${name}, nothing sent`, async () => {
    const emulator = createEmulator(demoWorld());
    const { endpoint } = await emulator.listen();
    await emulator.close();
    const dead = await openUpstream(options, endpoint);
    await expect(dead.live.resume(DEMO_STREAM, callContext())).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      retryable: true,
      outcome: 'NOT_SENT',
    });
    await dead.close();
  });
}
