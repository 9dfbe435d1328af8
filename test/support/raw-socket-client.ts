import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';

/** A WebSocket that can send messages which no client library sends. */
export interface RawSocket {
  send(message: object | string): void;
  /** Returns the next unread message. */
  read(): Promise<unknown>;
  /** The code and the reason with which the server closed the connection. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

export async function openRawSocket(
  url: string,
  { protocol = 'graphql-transport-ws', ...options }: ClientOptions & { protocol?: string } = {},
): Promise<RawSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), protocol, options);
  const unread: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString());
    const reader = waiting.shift();
    if (reader === undefined) unread.push(message);
    else reader(message);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
    });
  });
  await once(socket, 'open');
  return {
    closed,
    send(message) {
      socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    },
    read() {
      if (unread.length > 0) return Promise.resolve(unread.shift());
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
