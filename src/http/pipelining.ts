import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

/**
 * The largest number of requests of one connection that wait for an earlier answer. Common clients do not use
 * pipelining.
 */
export const MAX_WAITING_REQUESTS = 100;

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Handles the requests of a connection one after the other, each in its own turn of the event loop. Node.js
 * emits all requests of one packet at once, so thousands of them would run before other connections. A
 * connection with more waiting requests than `MAX_WAITING_REQUESTS` is closed, because a refusal cannot be sent
 * out of order.
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
