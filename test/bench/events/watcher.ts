import { WebSocket } from 'ws';
import { type WatcherOrder, type WatcherReport } from './watcher-task.js';

/**
 * Many subscribers in a separate process, each with a connection: see watchers.ts. It implements
 * the protocol graphql-transport-ws without a library, to use little CPU time of the machine on
 * which the gateway is measured.
 */
type Open = Extract<WatcherOrder, { order: 'open' }>;

const nowMs = (): number => performance.timeOrigin + performance.now();
/** The number of connections that are opened at the same time. */
const AT_ONCE = 200;

let sockets: WebSocket[] = [];
let lost = 0;
let openMs = 0;
const events: Record<string, { count: number; lastAtMs: number }> = {};

function onAnswer(data: object): void {
  const name = /"streamName":"([^"]+)"/.exec(JSON.stringify(data))?.[1] ?? 'other';
  const seen = (events[name] ??= { count: 0, lastAtMs: 0 });
  seen.count += 1;
  seen.lastAtMs = nowMs();
}

function subscribe(order: Open, n: number): Promise<void> {
  const { urls, tokens, query, variables, waitsForAnswer } = order;
  const socket = new WebSocket((urls[n % urls.length] ?? '').replace(/^http/, 'ws'), 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  sockets.push(socket);
  const authorization = `Bearer ${tokens[n % tokens.length]}`;
  const send = (message: object): void => {
    socket.send(JSON.stringify(message));
  };
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      send({ type: 'connection_init', payload: { authorization } });
    });
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type: string; payload?: object };
      if (message.type === 'connection_ack') {
        send({ type: 'subscribe', id: 's', payload: { query, variables } });
        // The server processes messages in order: after the pong, the subscription has begun.
        if (!waitsForAnswer) send({ type: 'ping' });
      } else if (message.type === 'pong') resolve();
      else if (message.type === 'ping') send({ type: 'pong' });
      else if (message.type === 'next') {
        onAnswer(message.payload ?? {});
        if (waitsForAnswer) resolve();
      } else {
        lost += 1;
        reject(new Error(data.toString().slice(0, 300)));
      }
    });
    socket.on('error', reject);
    socket.on('close', (code) => {
      if (sockets.includes(socket)) lost += 1;
      reject(new Error(`closed with ${code}`));
    });
  });
}

/** Opens the connections in small groups, because the backlog of a listening socket is short. */
async function openAll(order: Open): Promise<void> {
  const startMs = nowMs();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < order.count) {
      next += 1;
      await subscribe(order, next);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, order.count) }, work));
  openMs = nowMs() - startMs;
}

function breakAll(): void {
  const all = sockets;
  sockets = [];
  for (const socket of all) socket.terminate();
}

process.on('message', (order: WatcherOrder) => {
  const run = async (): Promise<void> => {
    if (order.order === 'open') await openAll(order);
    if (order.order === 'break') breakAll();
    const report: WatcherReport = { openMs, open: sockets.length, events, lost };
    process.send?.(report);
  };
  run().catch((thrown: unknown) => {
    process.stderr.write(`${String(thrown)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
