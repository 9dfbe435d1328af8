import { type ServerResponse, STATUS_CODES } from 'node:http';
import { type Duplex } from 'node:stream';

/** How long a client may leave unread what it is sent. Its memory is freed then. */
export const UNREAD_MS = 30_000;

interface Closable {
  once(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}

/**
 * Cuts a connection that is still open after `waitMs`.
 * @returns cancels the cut
 */
export function cutAfter(connection: Closable, waitMs: number, cut: () => void): () => void {
  const timer = setTimeout(cut, waitMs).unref();
  const cancel = (): void => {
    clearTimeout(timer);
    connection.off('close', cancel);
  };
  connection.once('close', cancel);
  return cancel;
}

/**
 * Closes the connection of a client that does not read its answer. Small answers are in the kernel at once. An answer
 * that waits for an earlier one of its connection is looked at when its turn has come. Called before the answer ends.
 */
export function dropUnread(response: ServerResponse): void {
  response.once('prefinish', () => {
    if ((response.socket?.writableLength ?? 0) === 0) return;
    cutAfter(response, UNREAD_MS, () => response.destroy());
  });
}

/** Sends one answer on a connection that has no response object, and closes the connection. */
export function endWithAnswer(
  socket: Duplex,
  status: number,
  headers: Readonly<Record<string, string>>,
  body = '',
): void {
  const all = { ...headers, connection: 'close', 'content-length': Buffer.byteLength(body) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const answer = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`;
  socket.end(answer, () => socket.destroy());
}
