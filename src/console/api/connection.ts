import { type Client, createClient } from 'graphql-ws';
import { type Session } from '../auth/session.js';
import { Listeners } from '../listeners.js';

export type ConnectionStatus = 'connecting' | 'live' | 'lost';

/** The WebSocket of all subscriptions, and its status. */
export interface Connection {
  readonly client: Client;
  readonly status: ConnectionStatus;
  /** The number of reconnections. After each, read again: events in between were missed. */
  readonly losses: number;
  readonly subscribe: (onChange: () => void) => () => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A dead connection is detected within this time plus PONG_TIMEOUT_MS. */
const KEEP_ALIVE_MS = 10_000;
const PONG_TIMEOUT_MS = 5_000;
const FORBIDDEN = 4403;

/** Opens the WebSocket at once, and reconnects after each loss. */
export function createConnection(url: string, session: Session): Connection {
  const listeners = new Listeners();
  let status: ConnectionStatus = 'connecting';
  let losses = 0;
  let socket: WebSocket | undefined;
  let pongTimer: number | undefined;
  let wasRefused = false;
  const change = (next: ConnectionStatus): void => {
    if (status === next) return;
    if (next === 'live' && status === 'lost') losses += 1;
    status = next;
    listeners.notify();
  };
  const client = createClient({
    url,
    // Every page keeps the connection open, so that every page detects the loss of the gateway.
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
        // The console itself closes with code 1000 after the end of the last subscription.
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
    subscribe: listeners.subscribe,
  };
}
