import { type Server as HttpServer } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The end of a server, step by step, that breaks no request in two. */
export interface Closing {
  /**
   * Accepts no more connections. Open ones may send one more request each, whose answer has `Connection: close`: a
   * client that uses a kept connection at the moment it is closed cannot know whether its request was taken. Resolves
   * after `lingerMs`, or when all have gone.
   */
  linger(lingerMs: number): Promise<void>;
  /** Closes what is idle, and after `cutMs` whatever still sends or reads. */
  close(cutMs: number): Promise<void>;
}

/** Watches a server, to end it later. */
export function createClosing(server: HttpServer): Closing {
  let isLast = false;
  let closed: Promise<void> | undefined;
  server.prependListener('request', (_request, response) => {
    if (isLast) response.shouldKeepAlive = false;
  });
  const stopListening = (): Promise<void> =>
    (closed ??= new Promise((resolve) => {
      isLast = true;
      // The server's own `close` would end idle connections at once.
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
      // Its callback reports that the server was not listening; only its effect is needed.
      server.close(() => undefined);
      const cut = setTimeout(() => {
        server.closeAllConnections();
      }, cutMs);
      await ended;
      clearTimeout(cut);
    },
  };
}
