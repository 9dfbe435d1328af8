import { type ServerResponse, STATUS_CODES } from 'node:http';
import { type Duplex } from 'node:stream';

/**
 * How long a client may leave an answer unread, in milliseconds. Then the connection is closed and its memory is
 * freed.
 */
export const UNREAD_MS = 30_000;

interface Closable {
  once(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}

/**
 * Calls `cut` if a connection is still open after `waitMs`.
 * @returns a function that cancels this
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
 * Closes the connection of a client that does not read its answer. The kernel buffers small answers immediately.
 * If an answer waits for an earlier answer of the connection, the time starts at its turn. Call this before the
 * answer ends.
 */
export function dropUnread(response: ServerResponse): void {
  response.once('prefinish', () => {
    if ((response.socket?.writableLength ?? 0) === 0) return;
    cutAfter(response, UNREAD_MS, () => response.destroy());
  });
}

/** Sends an answer on a connection without a response object, and closes the connection. */
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
