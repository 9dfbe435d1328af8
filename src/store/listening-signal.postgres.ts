import { Client, type Notification } from 'pg';
import { type SignalMode } from '../event/change-signal.js';
import { type Clock, systemClock, type Timer } from '../stream/clock.js';
import { EVENT_CHANNEL, JOB_CHANNEL } from './channels.js';
import { isDirect } from './direct-connection.js';
import { LocalSignal } from './local-signal.js';

export interface ListeningSignalOptions {
  /** The URL of a direct connection to the server. Through a pooler, the gateway polls for changes. */
  readonly url: string;
  /** The timeout for connecting and for each statement, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Called when the mode changes. */
  readonly onMode?: ((mode: SignalMode) => void) | undefined;
}

const POLL_MS = 1_000;
/** A silently dead connection is noticed within this time plus the statement timeout. */
const HEARTBEAT_MS = 30_000;
const RECONNECT_MS = { first: 1_000, most: 30_000 };

/**
 * Announces the changes of all replicas, over its own connection. While this connection is down, and always behind a
 * pooler, it announces a possible change once per second.
 */
export class ListeningSignal extends LocalSignal {
  readonly #options: ListeningSignalOptions;
  readonly #clock: Clock;
  readonly #poll: NodeJS.Timeout;
  #client: Client | undefined;
  #next: Timer | undefined;
  #reconnectMs = RECONNECT_MS.first;
  #isClosed = false;
  #connecting: Promise<void>;

  constructor(options: ListeningSignalOptions) {
    super();
    this.setMode('poll');
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#poll = setInterval(() => {
      if (this.mode === 'poll') this.#announce();
    }, POLL_MS).unref();
    this.#connecting = this.#connect();
  }

  override committed(topic: 'events' | 'jobs', id?: string): void {
    // In `listen` mode, the database also notifies this replica.
    if (this.mode !== 'listen') this.emit(topic, id);
  }

  override async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#poll);
    this.#next?.cancel();
    await this.#connecting;
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const { url, timeoutMs = 5_000 } = this.#options;
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      keepAlive: true,
      application_name: 'apsara-live-gateway events',
    });
    // Without a listener, a connection that breaks would end the process.
    client.on('error', () => {
      this.#lost(client);
    });
    client.on('end', () => {
      this.#lost(client);
    });
    client.on('notification', (notification) => {
      this.#onNotification(notification);
    });
    this.#client = client;
    try {
      await client.connect();
      if (!(await isDirect(client))) {
        this.#client = undefined;
        await client.end();
        return;
      }
      await client.query(`listen ${EVENT_CHANNEL}; listen ${JOB_CHANNEL}`);
      if (this.#client !== client || this.#isClosed) return;
      this.#reconnectMs = RECONNECT_MS.first;
      this.#change('listen');
      // Changes that were committed in the meantime were not announced here.
      this.#announce();
      this.#beat(client);
    } catch {
      this.#lost(client);
    }
  }

  #beat(client: Client): void {
    this.#next = this.#clock.setTimer(HEARTBEAT_MS, () => {
      client.query('select 1').then(
        () => {
          if (this.#client === client && !this.#isClosed) this.#beat(client);
        },
        () => {
          this.#lost(client);
        },
      );
    });
  }

  #lost(client: Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#next?.cancel();
    client.end().catch(() => undefined);
    this.#change('poll');
    if (this.#isClosed) return;
    this.#next = this.#clock.setTimer(this.#reconnectMs, () => {
      this.#connecting = this.#connect();
    });
    this.#reconnectMs = Math.min(RECONNECT_MS.most, this.#reconnectMs * 2);
  }

  #onNotification({ channel, payload = '' }: Notification): void {
    if (channel === EVENT_CHANNEL) this.emit('events');
    else this.emit('jobs', payload === '' ? undefined : payload);
  }

  #announce(): void {
    this.emit('events');
    this.emit('jobs');
  }

  #change(mode: SignalMode): void {
    if (this.mode === mode) return;
    this.setMode(mode);
    this.#options.onMode?.(mode);
  }
}
