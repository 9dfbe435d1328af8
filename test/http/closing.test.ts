import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Closing, createClosing } from '../../src/http/closing.js';

const REQUEST = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n';

describe('a server that closes', () => {
  let server: Server;
  let closing: Closing;
  let answer: (() => void) | undefined;
  let sockets: Socket[];
  beforeEach(async () => {
    sockets = [];
    answer = undefined;
    server = createServer((request, response) => {
      if (request.url === '/') response.end('here');
      else answer = () => response.end('late');
    });
    closing = createClosing(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await closing.close(0);
  });

  async function open(): Promise<{ socket: Socket; ask: (request?: string) => Promise<string> }> {
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    const ask = async (request = REQUEST): Promise<string> => {
      socket.write(request);
      const [data] = (await once(socket, 'data')) as [Buffer];
      return data.toString();
    };
    return { socket, ask };
  }

  it('answers one more request on each open connection, and ends without waiting longer', async () => {
    const { socket, ask } = await open();
    expect(await ask()).toContain('Connection: keep-alive');
    const lingered = closing.linger(60_000);
    const ended = once(socket, 'end');
    expect(await ask()).toMatch(/^HTTP\/1\.1 200 [\s\S]*Connection: close[\s\S]*here$/);
    await ended;
    socket.end();
    await lingered;
  });

  it('answers the requests on connections that it has not accepted yet', async () => {
    const { port } = server.address() as AddressInfo;
    sockets = Array.from({ length: 20 }, () => connect(port, '127.0.0.1').setEncoding('utf8'));
    // The kernel has opened all of them by now, and the server accepts one in a turn of the event loop.
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const answers = sockets.map(async (socket) => {
      socket.write(REQUEST);
      const answer = (await socket.toArray()).join('');
      return /^HTTP\/1\.1 200 [\s\S]*Connection: close[\s\S]*here$/.test(answer);
    });
    const lingered = closing.linger(60_000);
    expect(await Promise.all(answers)).toEqual(answers.map(() => true));
    await lingered;
  });

  it('accepts no more connections', async () => {
    const { port } = server.address() as AddressInfo;
    const kept = await open();
    await kept.ask();
    const lingered = closing.linger(60_000);
    while (server.listening) await nextTurn();
    const refused = connect(port, '127.0.0.1');
    expect(await once(refused, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
    kept.socket.destroy();
    await lingered;
  });

  it('closes idle connections after some time, and answers received requests', async () => {
    const [idle, busy] = [await open(), await open()];
    await idle.ask();
    await closing.linger(1);
    const late = busy.ask('GET /late HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await once(server, 'request');
    const ended = once(idle.socket, 'end');
    const closed = closing.close(60_000);
    await ended;
    idle.socket.end();
    answer?.();
    expect(await late).toContain('late');
    busy.socket.end();
    await closed;
  });

  it('finally cuts the connections that do not end', async () => {
    const slow = await open();
    slow.socket.write('GET / HTTP/1.1\r\n');
    slow.socket.on('error', () => undefined);
    const gone = once(slow.socket, 'close');
    await closing.linger(1);
    await closing.close(1);
    await gone;
  });
});
