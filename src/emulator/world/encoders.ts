import { type EmulatedStream, type SeededEncoder, type SeededOnline } from '../options.js';
import { toStreamKey } from './stream-key.js';

/** The state of an encoder. `refused`: its stream is forbidden, and it will connect again. */
export type EncoderState = 'on air' | 'cut' | 'refused';

export interface EncoderRow extends EmulatedStream {
  readonly state: EncoderState;
}

/** Real encoders connect again after some seconds. */
const RECONNECT_MS = 3_000;

interface Encoder {
  readonly stream: SeededOnline;
  readonly reconnectMs: number;
  state: EncoderState;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Simulated encoders. They connect again after a cut of their stream. While the stream is
 * forbidden, each attempt is refused.
 */
export class Encoders {
  readonly #publish: (stream: SeededOnline) => boolean;
  readonly #encoders = new Map<string, Encoder>();

  /** @param publish returns false if the stream is forbidden */
  constructor(publish: (stream: SeededOnline) => boolean) {
    this.#publish = publish;
  }

  start({ reconnectMs = RECONNECT_MS, ...stream }: SeededEncoder): void {
    this.stop(stream);
    const encoder: Encoder = { stream, reconnectMs, state: 'cut', timer: undefined };
    this.#encoders.set(toStreamKey(stream), encoder);
    this.#connect(encoder);
  }

  /** @returns false if the stream has no encoder */
  stop(stream: EmulatedStream): boolean {
    const encoder = this.#encoders.get(toStreamKey(stream));
    clearTimeout(encoder?.timer);
    return this.#encoders.delete(toStreamKey(stream));
  }

  /** Handles a cut of the stream: its encoder connects again after `reconnectMs`. */
  cut(stream: EmulatedStream): void {
    const encoder = this.#encoders.get(toStreamKey(stream));
    if (encoder?.state !== 'on air') return;
    encoder.state = 'cut';
    this.#connectLater(encoder);
  }

  rows(): EncoderRow[] {
    return Array.from(this.#encoders.values(), ({ stream: { domainName, appName, streamName }, state }) => ({
      domainName,
      appName,
      streamName,
      state,
    }));
  }

  close(): void {
    for (const { timer } of this.#encoders.values()) clearTimeout(timer);
    this.#encoders.clear();
  }

  #connect(encoder: Encoder): void {
    encoder.state = this.#publish(encoder.stream) ? 'on air' : 'refused';
    if (encoder.state === 'refused') this.#connectLater(encoder);
  }

  #connectLater(encoder: Encoder): void {
    encoder.timer = setTimeout(() => {
      this.#connect(encoder);
    }, encoder.reconnectMs).unref();
  }
}
