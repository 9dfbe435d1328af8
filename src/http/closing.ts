import { type Server as HttpServer } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** How long clients that keep connecting can delay the end of listening, in milliseconds. */
const MOST_ACCEPT_MS = 100;

/** The steps of a graceful shutdown, which interrupt no request. */
export interface Closing {
  /**
   * Stops accepting connections. Each open connection may send one more request, whose answer has
   * `Connection: close`. Otherwise a client that sends a request while its idle connection is closed would not know whether
   * the request was received. Resolves after `lingerMs`, or when all connections are closed.
   */
  linger(lingerMs: number): Promise<void>;
  /** Closes idle connections, and after `cutMs` all other connections. */
  close(cutMs: number): Promise<void>;
}

/** Creates the shutdown of a server. */
export function createClosing(server: HttpServer): Closing {
  let isLast = false;
  let stopped: Promise<void> | undefined;
  const ended = new Promise<void>((resolve) => {
    server.once('close', resolve);
  });
  server.prependListener('request', (_request, response) => {
    if (isLast) response.shouldKeepAlive = false;
  });
  const stopListening = (): Promise<void> => {
    isLast = true;
    // The `close` of an HTTP server would close idle connections immediately.
    return (stopped ??= acceptWaiting(server).then(() => void NetServer.prototype.close.call(server)));
  };
  return {
    async linger(lingerMs) {
      const waited = new AbortController();
      await Promise.race([
        stopListening().then(() => ended),
        sleep(lingerMs, undefined, { signal: waited.signal }).catch(() => undefined),
      ]);
      waited.abort();
    },
    async close(cutMs) {
      await stopListening();
      // A connection is not idle if its next request has arrived. The rest of this turn reads such requests.
      await nextTurn();
      server.close();
      const cut = setTimeout(() => {
        server.closeAllConnections();
      }, cutMs);
      await ended;
      clearTimeout(cut);
    },
  };
}

/**
 * Accepts the connections that the kernel has opened already. When a server stops listening, the kernel resets them,
 * and a client that has sent its request does not know whether the request was received. Node accepts one connection in
 * a turn of the event loop, so a whole turn without a connection means that none waits.
 */
async function acceptWaiting(server: HttpServer): Promise<void> {
  const endAtMs = performance.now() + MOST_ACCEPT_MS;
  let accepted = 0;
  const count = (): void => {
    accepted += 1;
  };
  server.on('connection', count);
  for (let before = -1; before !== accepted && performance.now() < endAtMs;) {
    before = accepted;
    // The current turn has begun already, so that only the next one is a whole turn.
    await nextTurn();
    await nextTurn();
  }
  server.off('connection', count);
}
