import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

/** Requests of one connection that wait for the answer to the one before. Common clients do not pipeline at all. */
export const MAX_WAITING_REQUESTS = 100;

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Handles one request of a connection at a time, each in a turn of the event loop of its own. Node.js announces all
 * requests of one packet at once, so thousands of them would run while others wait. A connection with more waiting
 * requests than `MAX_WAITING_REQUESTS` is closed: an answer out of order is not possible.
 */
export function oneAtATime(handle: Handle): Handle {
  const waiting = new WeakMap<Socket, (() => void)[]>();
  const run: Handle = (request, response) => {
    const { socket } = request;
    const queue = waiting.get(socket) ?? [];
    waiting.set(socket, queue);
    response.once('close', () => {
      const next = queue.shift();
      if (next === undefined) waiting.delete(socket);
      else setImmediate(next);
    });
    handle(request, response);
  };
  return (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return;
    const queue = waiting.get(socket);
    if (queue === undefined) run(request, response);
    else if (queue.length >= MAX_WAITING_REQUESTS) socket.destroy();
    else
      queue.push(() => {
        if (!socket.destroyed) run(request, response);
      });
  };
}
