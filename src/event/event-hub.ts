import { type Clock, systemClock, type Timer } from '../stream/clock.js';
import { type StreamEvent } from '../stream/event.js';
import { type ChangeSignal } from './change-signal.js';
import { type EventStore } from './event-store.js';

export type OnEvent = (event: StreamEvent) => void;

export interface EventHubOptions {
  readonly store: Pick<EventStore, 'latestPosition' | 'readAfter'>;
  readonly signal: ChangeSignal;
  readonly clock?: Clock | undefined;
  /** Called when the store could not be read. The read is repeated. */
  readonly onFault?: ((thrown: unknown) => void) | undefined;
}

const READ_AT_ONCE = 500;
const RETRY_MS = 1_000;

/**
 * Delivers each new event to the subscribers of its domain, in the sequence of the store. This includes events that
 * other replicas have stored. An announced change causes one read for all subscribers together. Without changes, the
 * store is not read.
 */
export class EventHub {
  readonly #store: EventHubOptions['store'];
  readonly #signal: ChangeSignal;
  readonly #clock: Clock;
  readonly #onFault: (thrown: unknown) => void;
  readonly #subscribers = new Map<string, Set<OnEvent>>();
  /** The position of the last event that was read. Undefined if there are no subscribers. */
  #position: number | undefined;
  #starting: Promise<number> | undefined;
  #isReading = false;
  #isBehind = false;
  #unsubscribe: (() => void) | undefined;
  #retry: Timer | undefined;

  constructor({ store, signal, clock = systemClock, onFault = () => undefined }: EventHubOptions) {
    this.#store = store;
    this.#signal = signal;
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /**
   * Calls back for each new event of the domain.
   * @returns the position after which events are delivered, and a function that ends the subscription
   * @throws StreamError STORE_UNAVAILABLE; no subscription is then left behind
   */
  async subscribe(
    domainName: string,
    onEvent: OnEvent,
  ): Promise<{ readonly position: number; readonly unsubscribe: () => void }> {
    const of = this.#subscribers.get(domainName) ?? new Set();
    this.#subscribers.set(domainName, of);
    // A new function for each subscription, because the same `onEvent` may be subscribed twice.
    const subscriber: OnEvent = (event) => {
      onEvent(event);
    };
    of.add(subscriber);
    const unsubscribe = (): void => {
      of.delete(subscriber);
      if (of.size > 0 || this.#subscribers.get(domainName) !== of) return;
      this.#subscribers.delete(domainName);
      if (this.#subscribers.size === 0) this.#stop();
    };
    try {
      return { position: this.#position ?? (await this.#start()), unsubscribe };
    } catch (thrown) {
      unsubscribe();
      throw thrown;
    }
  }

  close(): void {
    this.#subscribers.clear();
    this.#stop();
  }

  #start(): Promise<number> {
    this.#unsubscribe ??= this.#signal.subscribe('events', () => {
      this.#readOn();
    });
    this.#starting ??= this.#store
      .latestPosition()
      .then((position) => {
        if (this.#subscribers.size > 0) {
          this.#position ??= position;
          if (this.#isBehind) this.#readOn();
        }
        return position;
      })
      .finally(() => {
        this.#starting = undefined;
      });
    return this.#starting;
  }

  #stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#retry?.cancel();
    this.#retry = undefined;
    this.#position = undefined;
    this.#isBehind = false;
  }

  #readOn(): void {
    this.#isBehind = true;
    if (this.#position === undefined) return;
    if (this.#isReading) return;
    this.#isReading = true;
    void this.#read().finally(() => {
      this.#isReading = false;
      if (this.#isBehind && this.#retry === undefined) this.#readOn();
    });
  }

  async #read(): Promise<void> {
    try {
      while (this.#isBehind && this.#position !== undefined) {
        this.#isBehind = false;
        const events = await this.#store.readAfter(this.#position, READ_AT_ONCE);
        for (const event of events) this.#handOver(event);
        if (events.length === READ_AT_ONCE) this.#isBehind = true;
      }
    } catch (thrown) {
      this.#onFault(thrown);
      this.#isBehind = true;
      this.#retry ??= this.#clock.setTimer(RETRY_MS, () => {
        this.#retry = undefined;
        this.#readOn();
      });
    }
  }

  #handOver(event: StreamEvent): void {
    // All subscribers may have left during the read.
    if (this.#position === undefined) return;
    this.#position = event.position;
    for (const subscriber of this.#subscribers.get(event.address.domainName) ?? []) subscriber(event);
  }
}
