import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import {
  callContext,
  failureOf,
  openGround,
  openUpstream,
  SHORT_MS,
  type Subject,
} from './upstream-subject.js';

/** Tests the upstream against the emulator over HTTP. Every client of ApsaraVideo Live runs this suite. */
export function upstreamContract({ name, options }: Subject): void {
  describe(`the upstream through ${name}`, () => {
    const ground = openGround(options);
    const { emulator } = ground;

    test('a resume returns Alibaba’s RequestId, and the stream leaves the forbid list', async () => {
      const { requestId } = await ground.live.call('ResumeLiveStream', DEMO_STREAM, callContext());
      expect(requestId).toBe(emulator.calls().at(-1)?.requestId);
      expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(DEMO_STREAM));
    });

    test('a resume sends exactly the documented parameters in one signed POST without a body', async () => {
      await ground.live.call('ResumeLiveStream', DEMO_STREAM, callContext());
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

    test('an aborted call ends at once with the outcome UNKNOWN, even if the upstream does not answer', async () => {
      emulator.inject({ fault: 'hang' });
      const gone = new AbortController();
      const resumed = ground.live.call('ResumeLiveStream', DEMO_STREAM, callContext(gone.signal));
      while (emulator.calls().length === 0) await new Promise(setImmediate);
      gone.abort();
      await expect(resumed).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN' });
    });
  });

  test.each(['hang', 'hang-after-headers', 'drip'] as const)(
    `${name}: %s on a used connection ends at the deadline, as on a new connection`,
    async (fault) => {
      const emulator = createEmulator(demoWorld());
      const { endpoint } = await emulator.listen();
      const upstream = await openUpstream(options, endpoint, SHORT_MS);
      try {
        await upstream.live.call('ResumeLiveStream', DEMO_STREAM, callContext());
        // The connection is free again only after its answer has been delivered.
        await new Promise(setImmediate);
        emulator.inject({ fault });
        await expect(
          upstream.live.call('ResumeLiveStream', DEMO_STREAM, callContext()),
        ).rejects.toMatchObject({
          code: 'UPSTREAM_TIMEOUT',
          outcome: 'UNKNOWN',
        });
        const [first, second] = emulator.calls();
        expect(second?.connectionId).toBe(first?.connectionId);
        // The client closes the connection, so it reads nothing that the upstream still sends.
        while (emulator.calls()[1]?.aborted !== true) await new Promise(setImmediate);
      } finally {
        await upstream.close();
        await emulator.close();
      }
    },
  );

  test(`a credential source that hangs is NOT_SENT through ${name}, at the deadline`, async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const emulator = createEmulator(demoWorld());
    const { endpoint } = await emulator.listen();
    const source = { type: 'credentials_uri', credentialsURI: `http://127.0.0.1:${port}/` } as const;
    const upstream = await openUpstream(options, endpoint, 300, source);
    expect(await failureOf(upstream.live.call('ResumeLiveStream', DEMO_STREAM, callContext()))).toMatchObject(
      {
        code: 'UPSTREAM_UNAVAILABLE',
        outcome: 'NOT_SENT',
      },
    );
    expect(emulator.calls()).toEqual([]);
    await upstream.close();
    await emulator.close();
    silent.closeAllConnections();
    silent.close();
  });

  test(`if the upstream refuses connections, ${name} reports it as unavailable, and nothing is sent`, async () => {
    const emulator = createEmulator(demoWorld());
    const { endpoint } = await emulator.listen();
    await emulator.close();
    const dead = await openUpstream(options, endpoint);
    await expect(dead.live.call('ResumeLiveStream', DEMO_STREAM, callContext())).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      retryable: true,
      outcome: 'NOT_SENT',
    });
    await dead.close();
  });
}
