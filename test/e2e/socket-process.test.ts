import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { openFrames } from '../support/raw-frames.js';
import { openRawSocket } from '../support/raw-socket-client.js';

let emulator: Emulator;
let gateway: GatewayProcess;

beforeAll(async () => {
  emulator = createEmulator(demoWorld());
  const { endpoint } = await emulator.listen();
  gateway = await startGatewayProcess(endpoint, {});
});
afterAll(async () => {
  gateway.process.kill('SIGTERM');
  await gateway.ended;
  await emulator.close();
});

/** Whether the process still answers. */
async function answers(): Promise<unknown> {
  return gateway.post('{ __typename }');
}

const ALIVE = { data: { __typename: 'Query' } };
const nest = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('a process survives', () => {
  test.each(['ping', 'pong', 'connection_init'])(
    'a %s without a token whose payload nests 5,000 arrays',
    async (type) => {
      const socket = await openRawSocket(gateway.url);
      socket.send(`{"type":"${type}","payload":{"a":${nest(5_000)}}}`);
      const { code } = await socket.closed;
      expect([1002, 1008, 4400, 4403]).toContain(code);
      expect(await answers()).toEqual(ALIVE);
    },
  );

  test('two operations with one id that is too long for a close reason', async () => {
    const client = await openFrames(gateway.url);
    client.text({ type: 'connection_init', payload: { authorization: `Bearer ${gateway.token}` } });
    const query = 'mutation { cancelBulkResume(input: { id: "x" }) { bulkResume { id } } }';
    const message = { id: 'i'.repeat(200), type: 'subscribe', payload: { query } };
    await once(client.socket, 'data');
    // One write, so that the second frame is read while the first one is processed.
    client.socket.cork();
    client.text(message);
    client.text(message);
    client.socket.uncork();
    expect(await client.closeCode).toBe(4409);
    expect(await answers()).toEqual(ALIVE);
  });
});
