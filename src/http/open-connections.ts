import { type Authenticate, identify, isUnauthenticated } from './identity.js';

/** Why a connection loses its caller. */
export type TokenEnd = 'expired' | 'withdrawn';

/** A connection, or a subscription by callback, that outlives the request that opened it. */
export interface OpenConnection {
  readonly authorization: readonly string[] | undefined;
  /** In milliseconds since 1970; Infinity for never. */
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
  /** Reads the key set anew. Never rejects. */
  readonly refreshKeys: () => Promise<unknown>;
  /** How often the key set is read while connections are open. Default 60 s. */
  readonly everyMs?: number | undefined;
  /** Called for an error that a check has thrown. The next check runs all the same. */
  readonly onFault: (thrown: unknown) => void;
}

const EVERY_MS = 60_000;
/** The longest delay of `setTimeout`. A connection that lasts longer is ended, and its client opens another. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Ends open connections at the moment when their token expires, and after a reading of the key set in which their key
 * is missing. Without it a connection would keep the rights that it was opened with.
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
        // A key set that cannot be fetched is no evidence about a key: the next check may be.
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
