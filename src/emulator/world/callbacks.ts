import { setTimeout as sleep } from 'node:timers/promises';
import { type EmulatedCallbacks, type EmulatedStream } from '../options.js';
import { type CallbackFault, type CallbackFaults } from './callback-faults.js';
import { type CallbackAction, sendCallback, toCallbackQuery, toSignature } from './callback-request.js';
import { type Notifications } from './notifications.js';
import { toStreamKey } from './stream-key.js';

/**
 * Documented: a callback is sent 2 s after the start of publishing. Its answer has a timeout of 5 s.
 * There are five retries, at intervals of 1 s.
 */
const DOCUMENTED = { afterMs: 2_000, timeoutMs: 5_000, retries: 5, retryMs: 1_000, signs: 'ingest' } as const;
const LATE_MS = 3_000;
const REVERSED_MS = 10_000;

export interface CallbacksParts {
  readonly notifications: Notifications;
  readonly faults: CallbackFaults;
  readonly wall: () => number;
  readonly settings: EmulatedCallbacks | undefined;
}

/** The time in which an encoder publishes a stream. */
interface Session {
  readonly wait: AbortController;
  /** Whether `publish` was reported. Without it, `publish_done` is not reported. */
  isReported: boolean;
}

/** Sends callbacks for the streams of all domains that have a NotifyUrl. */
export class Callbacks {
  readonly #parts: CallbacksParts;
  readonly #settings: Required<EmulatedCallbacks>;
  readonly #sessions = new Map<string, Session>();
  readonly #closing = new AbortController();
  /** Callbacks that wait until the next callback of their stream is sent. */
  readonly #reversed = new Map<string, () => void>();

  constructor(parts: CallbacksParts) {
    this.#parts = parts;
    this.#settings = { ...DOCUMENTED, ...parts.settings };
  }

  published(stream: EmulatedStream): void {
    const key = toStreamKey(stream);
    this.#sessions.get(key)?.wait.abort();
    const session: Session = { wait: new AbortController(), isReported: false };
    this.#sessions.set(key, session);
    const time = Math.floor(this.#parts.wall() / 1_000);
    const signal = AbortSignal.any([session.wait.signal, this.#closing.signal]);
    sleep(this.#settings.afterMs, undefined, { signal, ref: false }).then(
      () => {
        session.isReported = true;
        void this.#report(stream, 'publish', time);
      },
      () => undefined,
    );
  }

  ended(stream: EmulatedStream): void {
    const key = toStreamKey(stream);
    const session = this.#sessions.get(key);
    this.#sessions.delete(key);
    session?.wait.abort();
    const time = Math.floor(this.#parts.wall() / 1_000);
    if (session?.isReported === true) void this.#report(stream, 'publish_done', time);
  }

  close(): void {
    this.#closing.abort();
  }

  async #report(stream: EmulatedStream, action: CallbackAction, time: number): Promise<void> {
    const fault = this.#parts.faults.take(stream, action);
    try {
      if (fault?.fault === 'late') await this.#sleep(fault.ms ?? LATE_MS);
      if (fault?.fault === 'reversed') await this.#untilNext(stream, fault.ms ?? REVERSED_MS);
      const sent = [this.#send(stream, action, time, fault)];
      if (fault?.fault === 'doubled') sent.push(this.#send(stream, action, time, fault));
      if (fault?.fault !== 'reversed')
        void Promise.all(sent).then(
          () => {
            this.#reversed.get(toStreamKey(stream))?.();
          },
          // The `await` below handles the error.
          () => undefined,
        );
      await Promise.all(sent);
    } catch {
      // The emulator is closing.
    }
  }

  async #send(
    stream: EmulatedStream,
    action: CallbackAction,
    time: number,
    fault: CallbackFault | undefined,
  ): Promise<void> {
    const { notifications, wall } = this.#parts;
    const { retries, retryMs, timeoutMs, signs } = this.#settings;
    const config = notifications.find(stream.domainName);
    if (config?.['NotifyUrl'] === undefined) return;
    const shown = fault?.fault === 'lower-case' ? toLowerCase(stream) : stream;
    const query = toCallbackQuery({ ...shown, action, time });
    const url = `${config['NotifyUrl']}${config['NotifyUrl'].includes('?') ? '&' : '?'}${query}`;
    const signing =
      fault?.fault === 'wrongly-signed' ? { ...config, NotifyAuthKey: 'anotherkey0000000' } : config;
    let status: number | undefined;
    for (let attempt = 0; attempt <= retries && fault?.fault !== 'lost'; attempt += 1) {
      if (attempt > 0) await this.#sleep(retryMs);
      status = await sendCallback(url, toSignature(signing, stream, signs, wall()), timeoutMs);
      if (status === 200) break;
    }
    const result = status === 200 ? 'success' : 'failed';
    notifications.record({ ...stream, type: action, result, atMs: wall(), time, status });
  }

  #sleep(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.#closing.signal, ref: false });
  }

  async #untilNext(stream: EmulatedStream, mostMs: number): Promise<void> {
    const next = new Promise<void>((resolve) => {
      this.#reversed.set(toStreamKey(stream), resolve);
    });
    await Promise.race([next, this.#sleep(mostMs)]);
    this.#reversed.delete(toStreamKey(stream));
  }
}

function toLowerCase({ domainName, appName, streamName }: EmulatedStream): EmulatedStream {
  return { domainName, appName: appName.toLowerCase(), streamName: streamName.toLowerCase() };
}
