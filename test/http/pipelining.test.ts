import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { MAX_WAITING_REQUESTS, oneAtATime } from '../../src/http/pipelining.js';

let server: Server;
let client: Socket;
afterEach(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

/**
 * Sends requests in one packet.
 * @returns the requests that the server handled, in order
 */
async function pipeline(count: number, answer: (response: ServerResponse, n: number) => void) {
  const asked: string[] = [];
  server = createServer(
    oneAtATime(({ url = '' }, response) => {
      asked.push(url);
      answer(response, asked.length);
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => undefined);
  client.write(
    Array.from({ length: count }, (_, n) => `GET /${n} HTTP/1.1\r\nhost: localhost\r\n\r\n`).join(''),
  );
  return asked;
}

async function received(answers: number): Promise<string[]> {
  let text = '';
  while (text.split('HTTP/1.1 200').length <= answers) {
    const [bytes] = (await once(client, 'data')) as [Buffer];
    text += bytes.toString();
  }
  return Array.from(text.matchAll(/answer \d+/g), ([found]) => found);
}

test('requests of one packet are handled one after the other, with turns of the event loop between them', async () => {
  let turns = 0;
  const count = (): void => {
    turns += 1;
    if (turns < 1_000) setImmediate(count);
  };
  const startedIn: number[] = [];
  const asked = await pipeline(50, (response, n) => {
    if (n === 1) setImmediate(count);
    startedIn.push(turns);
    response.end(`answer ${n}`);
  });
  expect(await received(50)).toEqual(Array.from({ length: 50 }, (_, n) => `answer ${n + 1}`));
  expect(asked).toEqual(Array.from({ length: 50 }, (_, n) => `/${n}`));
  expect(new Set(startedIn).size).toBe(50);
});

test('a request waits for the answer to the previous request', async () => {
  const open: ServerResponse[] = [];
  const asked = await pipeline(3, (response) => open.push(response));
  await once(server, 'request');
  expect(asked).toEqual(['/0']);
  open[0]?.end('answer 1');
  await received(1);
  while (asked.length < 2) await new Promise(setImmediate);
  expect(asked).toEqual(['/0', '/1']);
});

test('a connection with too many waiting requests is closed, and these requests are not handled', async () => {
  const asked = await pipeline(MAX_WAITING_REQUESTS + 2, () => undefined);
  await once(client, 'close');
  expect(asked).toEqual(['/0']);
});
