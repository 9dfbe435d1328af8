import { Agent, request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { callRaw } from './support/raw-socket.js';
import { call, signedHeaders } from './support/signed-call.js';
import { until } from './support/until.js';
import { RESUME } from './support/world.js';

/** Sends a call over a kept-alive connection. Resolves with the headers of the answer. */
function callKept(endpoint: string, agent: Agent): Promise<NodeJS.Dict<string | string[]>> {
  const { hostname, port } = new URL(`http://${endpoint}`);
  const headers = signedHeaders(endpoint, 'ResumeLiveStream', RESUME);
  const path = `/?${new URLSearchParams(RESUME).toString()}`;
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method: 'POST', headers, agent }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        resolve(answer.headers);
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('an emulator', () => {
  it('closes at once while calls wait for answers, and can listen again on the same port', async () => {
    const emulator = createEmulator(demoWorld());
    const { endpoint, port } = await emulator.listen();
    emulator.inject({ fault: 'hang' });
    emulator.inject({ fault: 'drip' });
    emulator.inject({ fault: 'flood' });
    const ends = [callRaw(endpoint), callRaw(endpoint), callRaw(endpoint)];
    await until(() => emulator.calls().length === 3);

    await emulator.close();
    for (const end of await Promise.all(ends)) expect(end.ending).not.toBe('open');
    await expect(call(endpoint, 'ResumeLiveStream', RESUME)).rejects.toMatchObject({ code: 'ECONNREFUSED' });

    expect(await emulator.listen(port)).toEqual({ endpoint, port });
    expect((await call(endpoint, 'ResumeLiveStream', RESUME)).status).toBe(200);
    await emulator.close();
    await emulator.close();
  });

  it('rejects a port that is in use', async () => {
    const first = createEmulator(demoWorld());
    const second = createEmulator(demoWorld());
    const { port } = await first.listen();
    await expect(second.listen(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
    await second.close();
  });

  it('keeps connections alive without a Keep-Alive header, and counts them', async () => {
    const emulator = createEmulator(demoWorld());
    const { endpoint } = await emulator.listen();
    const agent = new Agent({ keepAlive: true, maxSockets: 3 });

    const headers = await Promise.all(Array.from({ length: 12 }, () => callKept(endpoint, agent)));

    for (const answered of headers) {
      expect(answered).toMatchObject({ connection: 'keep-alive', 'x-acs-request-id': expect.any(String) });
      expect(answered).not.toHaveProperty('keep-alive');
    }
    expect(emulator.stats().connections.mostOpen).toBe(3);
    expect(new Set(emulator.calls().map(({ connectionId }) => connectionId)).size).toBe(3);
    agent.destroy();
    await emulator.close();
  });

  it('closes a connection after its idle timeout', async () => {
    const emulator = createEmulator(demoWorld({ idleTimeoutMs: 1 }));
    const { endpoint } = await emulator.listen();
    const seen = await callRaw(endpoint);
    expect(seen.text).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(seen.ending).not.toBe('open');
    await emulator.close();
  });

  it('delays answers by its latency, while calls take effect at arrival', async () => {
    const emulator = createEmulator(demoWorld({ latencyMs: 60_000 }));
    const { endpoint } = await emulator.listen();
    const leave = new AbortController();
    const gone = expect(
      call(endpoint, 'ResumeLiveStream', RESUME, { signal: leave.signal }),
    ).rejects.toThrow();
    await until(() => emulator.calls()[0]?.answer !== undefined);

    expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(DEMO_STREAM));
    leave.abort();
    await gone;
    await emulator.close();
  });

  it('refuses options that contradict each other', () => {
    const [pair] = demoWorld().domains;
    expect(() => createEmulator(demoWorld({ domains: pair ? [pair, pair] : [] }))).toThrow(/given twice/);
    expect(() => createEmulator(demoWorld({ accounts: [] }))).toThrow(/No account/);
    expect(() =>
      createEmulator(demoWorld({ seed: { forbidden: [{ ...DEMO_STREAM, domainName: 'no.example' }] } })),
    ).toThrow(/not an ingest domain/);
  });
});
