import { type Client, createClient } from 'graphql-ws';
import { type Session } from '../auth/session.js';

export type ConnectionStatus = 'connecting' | 'live' | 'lost';

/** The WebSocket of all subscriptions, and whether it is there. */
export interface Connection {
  readonly client: Client;
  readonly status: ConnectionStatus;
  /** Counts the times that a lost connection has come back: what happened meanwhile has to be read again. */
  readonly losses: number;
  readonly subscribe: (onChange: () => void) => () => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A connection that was cut silently is noticed within this time and the next. */
const KEEP_ALIVE_MS = 10_000;
const PONG_TIMEOUT_MS = 5_000;
const FORBIDDEN = 4403;

/** Connects at once, and again whenever the connection is lost. */
export function createConnection(url: string, session: Session): Connection {
  const listeners = new Set<() => void>();
  let status: ConnectionStatus = 'connecting';
  let losses = 0;
  let socket: WebSocket | undefined;
  let pongTimer: number | undefined;
  let wasRefused = false;
  const change = (next: ConnectionStatus): void => {
    if (status === next) return;
    if (next === 'live' && status === 'lost') losses += 1;
    status = next;
    for (const listener of listeners) listener();
  };
  const client = createClient({
    url,
    // Open on every page, so that a lost gateway is noticed on every page.
    lazy: false,
    onNonLazyError: () => undefined,
    connectionParams: async () => {
      const token = await (wasRefused ? session.renew() : session.token());
      wasRefused = false;
      return token === undefined ? {} : { authorization: `Bearer ${token}` };
    },
    keepAlive: KEEP_ALIVE_MS,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: async (retries) => {
      const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** retries);
      await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + Math.random() / 2)));
    },
    on: {
      opened: (opened) => {
        socket = opened as WebSocket;
      },
      connected: () => {
        change('live');
      },
      closed: (event) => {
        const { code } = event as CloseEvent;
        wasRefused = code === FORBIDDEN;
        // 1000 is our own: the last subscription has ended.
        if (code !== 1000) change('lost');
      },
      ping: (received) => {
        if (!received)
          pongTimer = window.setTimeout(() => socket?.close(4408, 'Request Timeout'), PONG_TIMEOUT_MS);
      },
      pong: (received) => {
        if (received) window.clearTimeout(pongTimer);
      },
    },
  });
  return {
    client,
    get status() {
      return status;
    },
    get losses() {
      return losses;
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => {
        listeners.delete(onChange);
      };
    },
  };
}
