import { type Authenticate, identify, isUnauthenticated } from './identity.js';

/** The reason why the token of a connection is no longer valid. */
export type TokenEnd = 'expired' | 'withdrawn';

/** A connection, or a subscription by callback, that lasts longer than the request that opened it. */
export interface OpenConnection {
  readonly authorization: readonly string[] | undefined;
  /** When the token expires, in milliseconds since 1970. Infinity if it does not expire. */
  readonly expiresAtMs: number;
  readonly end: (reason: TokenEnd) => void;
}

export interface OpenConnections {
  /** Watches a connection until the returned function is called. */
  add(connection: OpenConnection): () => void;
  close(): void;
}

export interface OpenConnectionsOptions {
  readonly authenticate: Authenticate;
  /** Fetches the key set again. Never rejects. */
  readonly refreshKeys: () => Promise<unknown>;
  /** The interval of fetching the key set while connections are open, in milliseconds. Default: 60 s. */
  readonly everyMs?: number | undefined;
  /** Called for an error of a check. The next check still runs. */
  readonly onFault: (thrown: unknown) => void;
}

const EVERY_MS = 60_000;
/**
 * The longest delay of `setTimeout`, in milliseconds. A connection that lasts longer is ended, and its client
 * opens another.
 */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Creates the watch of open connections. It ends a connection when its token expires, or when its key is missing
 * in the key set. Otherwise a connection would keep its permissions for its whole lifetime.
 */
export function createOpenConnections(options: OpenConnectionsOptions): OpenConnections {
  const { authenticate, refreshKeys, onFault, everyMs = EVERY_MS } = options;
  const open = new Set<OpenConnection>();
  let timer: NodeJS.Timeout | undefined;

  const check = async (): Promise<void> => {
    await refreshKeys();
    for (const connection of open) {
      const { caller } = await identify(authenticate, connection.authorization, '');
      try {
        caller();
      } catch (thrown) {
        // If the key set cannot be fetched, it is not known whether the key is withdrawn. The next check may
        // find out.
        if (isUnauthenticated(thrown)) connection.end('withdrawn');
      }
    }
  };

  return {
    add(connection) {
      open.add(connection);
      timer ??= setInterval(() => {
        check().catch(onFault);
      }, everyMs).unref();
      const expiry = atExpiry(connection);
      return () => {
        clearTimeout(expiry);
        open.delete(connection);
        if (open.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    close() {
      clearInterval(timer);
      open.clear();
    },
  };
}

function atExpiry({ expiresAtMs, end }: OpenConnection): NodeJS.Timeout | undefined {
  if (expiresAtMs === Infinity) return undefined;
  const delayMs = Math.min(LONGEST_MS, Math.max(0, expiresAtMs - Date.now()));
  return setTimeout(() => {
    end('expired');
  }, delayMs).unref();
}
