import { type Server as HttpServer } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

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
  let closed: Promise<void> | undefined;
  server.prependListener('request', (_request, response) => {
    if (isLast) response.shouldKeepAlive = false;
  });
  const stopListening = (): Promise<void> =>
    (closed ??= new Promise((resolve) => {
      isLast = true;
      // The `close` of an HTTP server would close idle connections immediately.
      NetServer.prototype.close.call(server, () => {
        resolve();
      });
    }));
  return {
    async linger(lingerMs) {
      const waited = new AbortController();
      await Promise.race([
        stopListening(),
        sleep(lingerMs, undefined, { signal: waited.signal }).catch(() => undefined),
      ]);
      waited.abort();
    },
    async close(cutMs) {
      const ended = stopListening();
      // The callback reports that the server is not listening. Only the effect of `close` is needed here.
      server.close(() => undefined);
      const cut = setTimeout(() => {
        server.closeAllConnections();
      }, cutMs);
      await ended;
      clearTimeout(cut);
    },
  };
}
