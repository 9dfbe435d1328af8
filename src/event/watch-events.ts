import { type StreamEvent } from '../stream/event.js';
import { type EventHub } from './event-hub.js';
import { type EventStore, type EventTarget, isOfTarget } from './event-store.js';

export interface WatchEventsParts {
  readonly hub: Pick<EventHub, 'subscribe'>;
  readonly store: Pick<EventStore, 'readAfter' | 'latestPosition'>;
}

export interface WatchedEvents {
  readonly target: EventTarget;
  /** Delivers the stored events after this position first. If undefined, only new events are delivered. */
  readonly after: number | undefined;
  readonly signal: AbortSignal;
}

/** The most events that wait for a slow subscriber. If there are more, the subscriber reads from the store instead. */
const MOST_WAITING = 100;
const REPLAYED_AT_ONCE = 100;

/**
 * Yields the events of a target in their sequence, each once and without a gap. Stored events after `after` come first,
 * then new events. Ends when the signal aborts.
 * @throws StreamError STORE_UNAVAILABLE
 */
export async function* watchEvents(
  { hub, store }: WatchEventsParts,
  { target, after, signal }: WatchedEvents,
): AsyncGenerator<StreamEvent, void, undefined> {
  const inbox = new Inbox(signal);
  const { position, unsubscribe } = await hub.subscribe(target.domainName, (event) => {
    if (isOfTarget(event.address, target)) inbox.add(event);
  });
  try {
    let last = after ?? position;
    // If the store was replaced, the event of `after` does not exist, and the new events have lower positions.
    if (last > position) last = Math.min(last, Math.max(position, await store.latestPosition()));
    // Events that arrived in the meantime are also in the store.
    if (last < position) inbox.readAgain();
    while (!signal.aborted) {
      if (inbox.takeOverflow()) {
        for await (const event of readFrom(store, { target, after: last, signal })) {
          last = event.position;
          yield event;
        }
      }
      const event = await inbox.next();
      if (event === undefined || event.position <= last) continue;
      last = event.position;
      yield event;
    }
  } finally {
    unsubscribe();
  }
}

/** Yields the stored events after a position, page by page. */
async function* readFrom(
  store: WatchEventsParts['store'],
  { target, after, signal }: { target: EventTarget; after: number; signal: AbortSignal },
): AsyncGenerator<StreamEvent, void, undefined> {
  let last = after;
  let events: readonly StreamEvent[];
  do {
    events = await store.readAfter(last, REPLAYED_AT_ONCE, target);
    yield* events;
    last = events.at(-1)?.position ?? last;
  } while (events.length === REPLAYED_AT_ONCE && !signal.aborted);
}

/** The queue of events for one subscriber. */
class Inbox {
  /** Whether events were dropped and must be read from the store. */
  #isOverflown = false;
  #waiting: StreamEvent[] = [];
  #wake: (() => void) | undefined;
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener(
      'abort',
      () => {
        this.#wake?.();
      },
      { once: true },
    );
  }

  add(event: StreamEvent): void {
    if (this.#waiting.length >= MOST_WAITING) this.#isOverflown = true;
    if (this.#isOverflown) this.#waiting = [];
    else this.#waiting.push(event);
    this.#wake?.();
  }

  /** Makes the subscriber read from the store next. Until then, new events are dropped. */
  readAgain(): void {
    this.#isOverflown = true;
  }

  /** @returns whether the subscriber must read from the store. New events wait in the queue again afterwards. */
  takeOverflow(): boolean {
    const isOverflown = this.#isOverflown;
    this.#isOverflown = false;
    return isOverflown;
  }

  /** @returns the next event; undefined if events were dropped or the signal has aborted */
  async next(): Promise<StreamEvent | undefined> {
    while (this.#waiting.length === 0 && !this.#isOverflown && !this.#signal.aborted)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    return this.#waiting.shift();
  }
}
