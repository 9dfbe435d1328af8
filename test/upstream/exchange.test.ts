import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Pool } from 'undici';
import { DEMO_ACCOUNT, DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { parseAnswer } from '../../src/upstream/wire/answer.js';
import { exchange, type HttpAnswer } from '../../src/upstream/wire/exchange.js';
import { signRequest } from '../../src/upstream/wire/sign.js';
import { toUpstreamError } from '../../src/upstream/to-stream-error.js';

let emulator: Emulator;
let endpoint: string;
let pool: Pool;

beforeEach(async () => {
  emulator = createEmulator(demoWorld());
  endpoint = (await emulator.listen()).endpoint;
  pool = new Pool(`http://${endpoint}`, { connections: 1, pipelining: 1, allowH2: false });
});
afterEach(async () => {
  await pool.destroy();
  await emulator.close();
});

function send(timeoutMs: number, signal = new AbortController().signal): Promise<HttpAnswer> {
  const query = {
    DomainName: DEMO_STREAM.domainName,
    AppName: DEMO_STREAM.appName,
    StreamName: DEMO_STREAM.streamName,
    LiveStreamType: 'publisher',
  };
  const keys = { ...DEMO_ACCOUNT, securityToken: undefined };
  const request = { method: 'POST', action: 'ResumeLiveStream', version: '2016-11-01', query } as const;
  return exchange(pool, signRequest(request, keys, endpoint), {
    timeoutMs,
    maxBodyBytes: 1024 * 1024,
    signal,
  });
}

const toldAs = async (answer: Promise<HttpAnswer>): Promise<unknown> => {
  const fault: unknown = await answer.catch((thrown: unknown) => thrown);
  const { code, outcome, retryable } = toUpstreamError(fault, 'ResumeLiveStream');
  return { code, outcome, retryable };
};

describe('a call that never gets a connection is reported as NOT_SENT', () => {
  const notSent = { code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_SENT', retryable: true };

  test('when its deadline passes while every connection is busy', async () => {
    emulator.inject({ fault: 'hang' });
    const busy = toldAs(send(1_000));
    expect(await toldAs(send(100))).toEqual(notSent);
    expect(await busy).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(emulator.calls()).toHaveLength(1);
  });

  test('when it is aborted while every connection is busy', async () => {
    emulator.inject({ fault: 'hang' });
    const busy = toldAs(send(300));
    const gone = new AbortController();
    const waiting = toldAs(send(5_000, gone.signal));
    gone.abort();
    expect(await waiting).toEqual(notSent);
    await busy;
    expect(emulator.calls()).toHaveLength(1);
  });

  test('when its client has left before it starts', async () => {
    expect(await toldAs(send(1_000, AbortSignal.abort()))).toEqual(notSent);
    await new Promise(setImmediate);
    expect(emulator.calls().filter(({ aborted }) => !aborted)).toEqual([]);
  });
});

test('an idle connection is reused before its idle timeout', async () => {
  await send(1_000);
  await new Promise(setImmediate);
  await send(1_000);
  const [first, second] = emulator.calls();
  expect(second?.connectionId).toBe(first?.connectionId);
});

test('an answer that is not UTF-8 is unreadable, so no name in it turns into another name', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(Buffer.from('{"RequestId":"R-1","StreamName":"caf\xe9"}', 'latin1'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await pool.destroy();
  pool = new Pool(`http://127.0.0.1:${port}`, { connections: 1 });
  const { status, text } = await send(1_000);
  expect({ status, text }).toEqual({ status: 200, text: '' });
  expect(() => parseAnswer(status, undefined, text)).toThrow(
    expect.objectContaining({ name: 'UpstreamFault' }),
  );
  server.close();
  server.closeAllConnections();
});
